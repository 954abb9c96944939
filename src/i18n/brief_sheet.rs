//! Words of the sheet that makes the brief. Refuses the brief's own (`brief`).

crate::texts! {
    /// Words of the brief's sheet.
    pub enum BriefSheetText {
        Title "生成简报" "Make the brief";
        Make "生成简报…" "Make the brief…";
        Prospect "客户名称" "Prospect's name";
        ProspectHint "印在页首，可不填" "Printed at the top; may be empty";
        Language "简报语言" "Language of the brief";
        OwnName "中文" "English";
        Which "写入哪些" "Which places";
        First "前 {} 处" "The first {}";
        Shortlist "候选 {} 处" "The shortlist: {}";
        Confidential "保密版" "Confidential";
        ConfidentialHint "不含承租企业名称、已出租房源的租金和备注" "without tenants' names, rents of let space and notes";
        Approval "审图号" "Map approval number";
        ApprovalHint "没有则注明“未经审图”" "Without one the page says so";
        Template "模板文件夹" "Template folder";
        TemplateHint "可不填；其中可有 brief.typ、logo.svg/.png/.jpg" "May be empty; holds brief.typ, logo.svg/.png/.jpg";
        Browse "选择…" "Choose…";
        Form "保存为" "Save as";
        FormPdf "PDF" "PDF";
        FormPng "PNG" "PNG";
        FormXlsx "XLSX" "XLSX";
        FormPdfHint "文字可选、可搜索；编号互相链接" "Text can be selected and searched; numbers are links";
        FormPngHint "每页一张图，200 dpi" "One picture a page, 200 dpi";
        FormXlsxHint "清单：数字、理由、需求、相邻空出" "The list: figures, reasons, what was asked for, what comes free beside";
        Path "保存到" "Save to";
        Save "保存" "Save";
        Replace "替换" "Replace";
        Cancel "取消" "Cancel";
        Close "关闭" "Close";
        OpenIt "用系统程序打开" "Open in the system's viewer";
        Setting "正在排版…" "Setting the pages…";
        Writing "正在写入简报 {}" "Writing the brief {}";
        Preview "预览" "Preview";
        PageOf "第 {} 页，共 {} 页" "Page {} of {}";
        NoPreview "还没有预览" "No preview yet";
        Nothing "没有可写入的房源。先说明需求，或加入候选。" "There is no place to write of. Say what is wanted first, or put some on the shortlist.";
        Exists "{} 已经存在。要替换吗？" "{} is there already. Replace it?";
        NoPath "请先写明保存到哪里。" "Say first where to save it.";
        Written "已写入 {}" "Wrote {}";
        NotWritten "无法写入 {}：{}。请检查路径和权限。" "{} could not be written: {}. Check the path and its permissions.";
        NotOpened "系统没有打开 {}：{}。请自行打开。" "The system did not open {}: {}. Open it yourself.";
        Dialog "保存简报" "Save the brief";
        DialogFolder "选择模板文件夹" "Choose the template folder";
        Stopped "已取消，未写入。" "Cancelled; nothing was written.";
        FileName "空间简报" "Space brief";
    }
}
