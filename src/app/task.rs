//! Background work: a named thread a task, one in flight a kind, the newest wish waiting; late results are dropped.
//! Refuses to know what a task does.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Handed to a running task: the way to tell how far it is, to say something before the end, and to hear that it shall stop.
pub struct TaskLine<M> {
    generation: u64,
    control: Arc<Control>,
    sender: Sender<(u64, M)>,
    /// Messages sent and not yet polled.
    unheard: Arc<AtomicU64>,
    wake: egui::Context,
}

#[derive(Default)]
struct Control {
    cancelled: AtomicBool,
    /// Parts per thousand done; `u64::MAX` where it is not known.
    permille: AtomicU64,
}

impl<M> TaskLine<M> {
    /// Tells how far the task is. Break: stop, the result is not wanted any more.
    pub fn progress(&self, done: u64, total: u64) -> ControlFlow<()> {
        let permille = (done.min(total) * 1000).checked_div(total).unwrap_or(u64::MAX);
        if self.control.permille.swap(permille, Ordering::Relaxed) != permille {
            self.wake.request_repaint();
        }
        if self.control.cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Sends a message to the frame and wakes it.
    pub fn send(&self, message: M) {
        self.unheard.fetch_add(1, Ordering::SeqCst);
        // The receiver is gone only when the window is: there is nobody left to tell.
        let _ = self.sender.send((self.generation, message));
        self.wake.request_repaint();
    }
}

type Job<M> = Box<dyn FnOnce(&TaskLine<M>) + Send>;

/// One kind of task.
pub struct TaskKind<M> {
    name: &'static str,
    wake: egui::Context,
    sender: Sender<(u64, M)>,
    receiver: Receiver<(u64, M)>,
    unheard: Arc<AtomicU64>,
    generation: u64,
    running: Option<(std::thread::JoinHandle<()>, Arc<Control>)>,
    waiting: Option<Job<M>>,
}

impl<M: Send + 'static> TaskKind<M> {
    /// A kind of task with nothing to do. The name is that of its threads.
    pub fn new(name: &'static str, wake: &egui::Context) -> Self {
        let (sender, receiver) = channel();
        let unheard = Arc::default();
        Self { name, wake: wake.clone(), sender, receiver, unheard, generation: 0, running: None, waiting: None }
    }

    /// Starts a task. A running one of the same kind is told to stop and its messages are dropped; the new one starts as
    /// soon as it has.
    pub fn start(&mut self, job: impl FnOnce(&TaskLine<M>) + Send + 'static) {
        self.cancel();
        self.waiting = Some(Box::new(job));
        self.start_waiting();
    }

    /// Tells the running task to stop and forgets the waiting one.
    pub fn cancel(&mut self) {
        self.generation += 1;
        self.waiting = None;
        if let Some((_, control)) = &self.running {
            control.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// The messages since the last call, in order. Call it once a frame.
    pub fn poll(&mut self) -> Vec<M> {
        let generation = self.generation;
        let heard: Vec<_> = self.receiver.try_iter().collect();
        self.unheard.fetch_sub(heard.len() as u64, Ordering::SeqCst);
        let messages = heard.into_iter().filter(|(of, _)| *of == generation).map(|(_, message)| message).collect();
        self.start_waiting();
        messages
    }

    /// True while a task of this kind runs or waits, or has said what was not yet polled.
    pub fn is_busy(&self) -> bool {
        self.waiting.is_some()
            || self.running.as_ref().is_some_and(|(thread, _)| !thread.is_finished())
            || self.unheard.load(Ordering::SeqCst) > 0
    }

    /// How far the running task is, 0–1, where that is known.
    pub fn share(&self) -> Option<f32> {
        let (_, control) = self.running.as_ref()?;
        let permille = control.permille.load(Ordering::Relaxed);
        (permille <= 1000).then(|| permille as f32 / 1000.0)
    }

    fn start_waiting(&mut self) {
        if self.running.as_ref().is_some_and(|(thread, _)| !thread.is_finished()) {
            return;
        }
        self.running = None;
        let Some(job) = self.waiting.take() else { return };
        let control = Arc::new(Control::default());
        let line = TaskLine {
            generation: self.generation,
            control: control.clone(),
            sender: self.sender.clone(),
            unheard: self.unheard.clone(),
            wake: self.wake.clone(),
        };
        let wake = self.wake.clone();
        let thread = std::thread::Builder::new().name(self.name.to_owned()).spawn(move || {
            job(&line);
            // One more frame after the thread has ended, so that a waiting task can start.
            wake.request_repaint_after(std::time::Duration::from_millis(2));
        });
        self.running = thread.ok().map(|thread| (thread, control));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn wait_for<M: Send + 'static>(kind: &mut TaskKind<M>) -> Vec<M> {
        let mut messages = Vec::new();
        for _ in 0..2000 {
            messages.extend(kind.poll());
            if !kind.is_busy() {
                messages.extend(kind.poll());
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        messages
    }

    #[test]
    fn a_later_task_silences_an_earlier_one() {
        let mut kind = TaskKind::new("test", &egui::Context::default());
        kind.start(|line| {
            while line.progress(0, 0).is_continue() {
                std::thread::sleep(Duration::from_millis(1));
            }
            line.send("late");
        });
        kind.start(|line| line.send("new"));
        assert_eq!(wait_for(&mut kind), ["new"]);
    }

    #[test]
    fn a_cancelled_task_says_nothing_more() {
        let mut kind = TaskKind::new("test", &egui::Context::default());
        kind.start(|line| {
            while line.progress(1, 2).is_continue() {
                std::thread::sleep(Duration::from_millis(1));
            }
            line.send(());
        });
        kind.cancel();
        assert!(wait_for(&mut kind).is_empty());
    }
}
