"""The page on which files are handed in."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("Is this file fit to be loaded?", "这个文件可以导入吗？"),
    "answer_nothing": Text(
        "Nothing is handed in yet: drop a file below, or take a form to fill in.",
        "还没有上传文件：请将文件拖到下方，或下载模板填写。",
    ),
    "answer_fine": Text(
        "Yes: nothing is wrong. Rows of **{source}** that can be loaded: **{accepted}**.",
        "可以：没有问题，**{source}** 的 **{accepted}** 行均可导入。",
    ),
    "answer_rows": Text(
        "Rows of **{source}** that can be loaded: **{accepted}**. Rows with problems, which would "
        "be kept out: **{rejected}**.",
        "**{source}** 有 **{accepted}** 行可导入；**{rejected}** 行有问题，导入时会被拒收。",
    ),
    "answer_not": Text(
        "No: as a file of **{source}** it cannot be loaded yet.",
        "不可以：暂不能作为 **{source}** 的文件导入。",
    ),
    "answer_lookup": Text(
        "Yes: other files of **{source}** look values up in it.",
        "可以：**{source}** 的其他文件会从中查找取值。",
    ),
    "answer_refused": Text("No: the file was not opened.", "不可以：文件未被打开。"),
    "answer_which": Text(
        "Nobody can tell yet of which source it is: choose one.",
        "无法判断文件来源，请选择来源。",
    ),
    "hand_in": Text("Hand a file in", "上传文件"),
    "hand_in_help": Text(
        "The file is checked as a run would check it. Nothing is loaded before you say so.",
        "文件会按导入规则检查，确认之前不会导入任何内容。",
    ),
    "file": Text("File of a source or a filled form", "来源导出的文件或填好的模板"),
    "choose": Text("Choose a file", "选择文件"),
    "limit": Text("or drop it here; up to {most} MB", "或拖到此处，最大 {most} MB"),
    "source": Text("Source", "来源"),
    "recognise": Text("Recognise it", "自动识别"),
    "checking": Text("Checking every row…", "正在逐行检查…"),
    "problems": Text("What is wrong", "问题清单"),
    "line": Text("Row", "行"),
    "sheet": Text("Sheet", "工作表"),
    "problem": Text("Problem", "问题"),
    "more": Text(
        "{count} problems in all; the first {shown} are shown.",
        "共 {count} 个问题，仅显示前 {shown} 个。",
    ),
    "correct": Text("Correct the rows here", "在此修改"),
    "correct_help": Text(
        "Cells as they stand in the file. Change them, then check again; all else of the file "
        "stays as it is. {wrong}",
        "此处为文件中的原始单元格。修改后请重新检查，文件其余内容保持不变。{wrong}",
    ),
    "wrong_columns": Text("Look at: {columns}.", "请检查：{columns}。"),
    "check_again": Text("Check the corrections", "检查修改"),
    "corrected": Text("Download the corrected file", "下载修改后的文件"),
    "load": Text("Load", "导入"),
    "load_rest": Text("Load without the rows that have problems", "跳过有问题的行并导入"),
    "check_first": Text("Check your corrections before you load.", "导入前请先检查修改内容。"),
    "placed": Text(
        "**{file}** waits in the inbox of **{source}**. While `headwater serve` runs, a run begins "
        "within a minute; otherwise the daily run, or `headwater run`, reads it. *Data health* "
        "then shows what became of it.",
        "**{file}** 已放入 **{source}** 的收件文件夹。`headwater serve` 运行时，一分钟内会自动开始"
        "导入；否则由每日任务或 `headwater run` 导入。结果见“数据健康”页面。",
    ),
    "not_written": Text(
        "The access log cannot be written, so nothing was loaded: {reason}",
        "无法写入访问日志，因此未导入：{reason}",
    ),
    "forms": Text("Forms to fill in", "填报模板"),
    "forms_help": Text(
        "For what has no export: the headers with their units; the workbook checks days, amounts "
        "and choices while you type.",
        "用于没有导出文件的数据：表头含单位，Excel 模板会在填写时校验日期、金额与选项。",
    ),
    "form_csv": Text("CSV form", "CSV 模板"),
    "form_xlsx": Text("Excel form", "Excel 模板"),
    "waiting": Text("Waiting in the inbox", "等待导入的文件"),
    "waiting_help": Text(
        "Files that no run has read yet. They leave this list once a run has taken them.",
        "尚未被读取的文件，导入后将从列表中消失。",
    ),
    "waiting_none": Text("Nothing waits in the inbox.", "没有等待导入的文件。"),
    "name": Text("File", "文件"),
    "size": Text("Size, kB", "大小（kB）"),
    "since": Text("Since", "放入时间"),
    "past": Text(
        "These pages show the company as it was known at a moment of the past. Hand files in on "
        "the pages of today.",
        "当前看板展示的是过去某一时刻的数据。请在最新的看板上传文件。",
    ),
    "closed": Text("Files cannot be handed in here", "此处无法上传文件"),
}
