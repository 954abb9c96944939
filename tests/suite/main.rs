//! All integration tests in one binary, so that linking stays short; one file a topic.

mod cli_check;
mod app_hands;
mod app_window;
mod containers;
mod facts;
mod figures;
mod made_data;
mod map_gpu;
mod map_sheet;
mod map_vector;
mod memory;
mod map_window;
mod oracle;
mod recognised;
mod render;
mod search;
mod tables;
mod inspector;
mod keep;
mod keep_kill;
mod tree;
mod ui_acts;
mod ui_look;
mod ui_stage;
mod ui_texts;
mod verdicts;
