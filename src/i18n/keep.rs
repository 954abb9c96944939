//! Words of the workspace file: saving, opening, sources that are missing, work that was rescued. Refuses layout.

crate::texts! {
    /// The workspace file.
    pub enum KeepText {
        Untitled "未命名" "Untitled";
        WithChanges "{} ●" "{} ●";
        WindowTitle "{} – 园图" "{} – Yuantu";
        NameHint "工作区：{}" "Workspace: {}";
        NameHintChanged "工作区：{}，有未保存的更改" "Workspace: {}, with unsaved changes";
        Saving "正在保存 {}" "Saving {}";
        OpeningWorkspace "正在打开工作区 {}" "Opening the workspace {}";
        Saved "已保存到 {}。" "Saved to {}.";
        NotSaved "未能保存 {}，原文件不变，窗口中的内容也都还在。{}" "{} was not saved; the file is as it was, and everything is still in the window. {}";
        NotOpened "无法打开工作区 {}，原有内容不变。{}" "The workspace {} could not be opened; what was there stays. {}";
        OpenedPart "已打开工作区 {}。文件中有 {} 处无法理解，已略过：{}。" "Opened the workspace {}. {} places in it make no sense and were left out: {}.";
        SourcesMissing "{} 个数据文件没有找到：{}。其余内容已打开，请在工作区面板中指明位置。" "{} data files were not found: {}. The rest is open; say where they are in the workspace sheet.";
        SourcesChanged "{} 个数据文件在保存之后有改动；保存时的内容已无处可得，无法列出变化，已按现在的内容打开：{}。" "{} data files have changed since the workspace was saved. What they held then is nowhere to be found, so the changes cannot be listed; they are open as they are now: {}.";
        SourcesNewer "{} 个数据文件在保存之后有改动，地图上仍是保存时的内容：{}。请在工作区面板中查看变化。" "{} data files have changed since the workspace was saved; the map shows what they held then: {}. Look at the changes from the workspace sheet.";
        FileNewer "文件在保存之后有改动，地图上仍是保存时的内容：{}" "A file has changed since the workspace was saved; the map shows what it held then: {}";
        SourceOther "{} 的内容与保存时不同，已按现在的内容打开。" "The content of {} is not what it was when the workspace was saved; it is open as it is now.";
        Exists "{} 已经存在，未写入。" "{} is there already; nothing was written.";
        Replace "替换该文件" "Replace that file";
        TooLargeToPack "{} 太大，无法打包进去。请去掉“数据一并打包”再保存。" "{} is too large to be packed in. Save without packing the data in.";
        DiskFull "磁盘已满：请腾出空间，或另存到别处。" "The disk is full: make room, or save elsewhere.";
        ReadOnly "此处不可写入：请另存到别的文件夹。" "Nothing can be written there: save to another folder.";
        NoFolder "文件夹不存在：请另存到别处。" "The folder is not there: save elsewhere.";
        Locked "该文件已在另一个园图窗口中打开：请先在那里关闭，或另存为别的名字。" "The file is open in another window of Yuantu: close it there, or save under another name.";
        NotAsRead "{} 在打开之后有改动，打开时的内容已无处可得，无法打包。请先查看变化，或去掉“数据一并打包”再保存。" "{} has changed since it was opened, and what it held then is nowhere to be found to be packed in. Look at the changes first, or save without packing the data in.";
        NotPacked "无法把 {} 打包进去：{}。请去掉“数据一并打包”再保存。" "{} cannot be packed in: {}. Save without packing the data in.";
        SystemSays "系统提示：{}。" "The system says: {}.";
        NoWorkspace "这不是园图的工作区文件。" "It is no workspace file of Yuantu.";
        TooLarge "文件超过 4 GiB，不会是工作区文件。" "It is larger than 4 GiB, which no workspace file is.";
        Later "它由更新的版本写成（格式 {}，程序 {}）：请用新版本打开。" "It was written by a later version (format {}, program {}): open it with that one.";
        Broken "文件已损坏，位于第 {} 行第 {} 列：{}。" "The file is damaged at line {}, column {}: {}.";
        AutosaveFailed "无法自动保存，请尽快手动保存。{}" "The automatic save failed: save by hand soon. {}";
        LeftCrashed "上次没有正常退出，{} 的工作还在（{}，{} 个数据文件）。" "The program did not end properly; the work on {} is still there ({}, {} data files).";
        LeftClosed "上次关闭时 {} 尚未保存（{}，{} 个数据文件）。" "{} had not been saved when the window was closed ({}, {} data files).";
        MinutesAgo "{} 分钟前" "{} minutes ago";
        HoursAgo "{} 小时前" "{} hours ago";
        DaysAgo "{} 天前" "{} days ago";
        Restore "恢复" "Restore";
        Discard "放弃" "Discard";
        FileChanged "文件已更新：{}" "A file has been updated: {}";
        ShowChanges "查看变化" "Look at the changes";
        ShowWorkspace "查看工作区" "Show the workspace";
        RestoredWork "已恢复 {} 的工作，尚未保存到文件。" "The work on {} is back; it is not saved to a file yet.";
        SheetTitle "工作区" "Workspace";
        SavePath "保存到" "Save to";
        SavePathHint "文件路径，以 .yuantu 结尾" "A path that ends with .yuantu";
        SaveBrowse "选择位置…" "Choose a place…";
        SaveTitle "保存工作区" "Save the workspace";
        FileKind "园图工作区" "Yuantu workspace";
        Pack "数据一并打包，便于换机使用" "Pack the data in, for another machine";
        Save "保存" "Save";
        Sources "数据文件" "Data files";
        NoSources "没有自己的数据文件" "No data files of your own";
        SourceMissing "没有找到" "Not found";
        SourceChanged "有改动" "Changed";
        SourceNewer "有新版本" "Newer version";
        SourceHere "已打开" "Open";
        FindPath "{} 的位置" "Where {} is";
        FindHint "粘贴该文件现在的路径" "Paste the path where the file is now";
        Find "使用此文件" "Use this file";
        Forget "不再需要" "Not needed";
        Notes "备注" "Notes";
        ConfidentialNotes "保密模式已开启：备注不显示。工作区文件是您自己的工作文件，其中保存全部内容，包括备注；请不要把它当作对外资料发送。" "Confidential mode is on: notes are not shown. The workspace file is your own working file and holds everything, notes included; do not send it out as a document.";
        NotesHint "写给自己或同事的话，随工作区保存" "Words for yourself or colleagues, kept with the workspace";
        UnsavedTitle "保存更改？" "Save the changes?";
        UnsavedSentence "{} 有未保存的更改。" "{} has unsaved changes.";
        Back "返回" "Go back";
        DoNotSave "不保存" "Do not save";
        RecentWorkspaces "最近的工作区" "Recent workspaces";
    }
}
