"""What pages say when there is nothing to show, or something went wrong."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "no_file": Text("Nothing has been published yet", "还没有发布任何数据"),
    "no_file_body": Text(
        "The pages read the file that a run publishes, and there is none at `{path}`. "
        "Run this, then reload the page:",
        "页面读取的是每次运行发布的文件，但 `{path}` 处没有该文件。请运行以下命令，然后刷新页面：",
    ),
    "no_home": Text("The pages do not know which company to show", "页面不知道要显示哪家公司"),
    "no_home_body": Text(
        "The environment variable `HEADWATER_SERVING` is not set. Start the pages with this "
        "command, which sets it:",
        "未设置环境变量 `HEADWATER_SERVING`。请用以下命令启动页面，它会自动设置：",
    ),
    "unreadable": Text("The published file cannot be read", "无法读取已发布的文件"),
    "unreadable_body": Text(
        "It may be damaged or in the middle of being copied by hand. Publish it again with the "
        "command below. What the database said: `{reason}`",
        "文件可能已损坏，或正在被手工复制。请用以下命令重新发布。数据库的提示：`{reason}`",
    ),
    "other_schema": Text(
        "The published file was made by another version", "已发布的文件来自其他版本"
    ),
    "other_schema_body": Text(
        "These pages need tables or columns that it lacks: {missing}. Publish again with this "
        "version:",
        "页面需要的表或列在文件中不存在：{missing}。请用当前版本重新发布：",
    ),
    "no_data": Text("This company has no data yet", "这家公司还没有数据"),
    "no_data_body": Text(
        "The last run published empty tables. Put files into the inbox or set the platform "
        "database in `headwater.toml`, then run:",
        "上次运行发布的是空表。请把文件放入 inbox，或在 `headwater.toml` 中"
        "设置平台数据库，然后运行：",
    ),
    "no_match": Text("Nothing matches these filters", "没有符合筛选条件的数据"),
    "no_match_body": Text(
        "There are data from {first} to {last}. Widen the dates or choose other channels.",
        "现有数据为 {first} 至 {last}。请放宽日期或选择其他渠道。",
    ),
    "reset": Text("Show everything", "显示全部"),
    "no_figure": Text("Nothing to draw for this window.", "此时间范围内没有可画的数据。"),
    "failed": Text("This page could not be drawn", "此页面无法显示"),
    "failed_body": Text(
        "The numbers are safe: pages only read. The reason is in the log of the dashboards under "
        "`{reference}`. Reload the page; if it stays, run `headwater doctor`.",
        "数据是安全的：页面只读取。原因已写入看板日志，编号 `{reference}`。请刷新页面；若仍出现，"
        "请运行 `headwater doctor`。",
    ),
    "publish_failed": Text(
        "**The newest build was not published; you see the last good numbers (data to {as_of}).** "
        "{message}",
        "**最新一次构建未发布；您看到的是上一次的正确数据（截至 {as_of}）。** {message}",
    ),
    "failed_checks": Text("Checks that failed: {names}", "未通过的检查：{names}"),
    "and_more": Text(" and {count} more", " 等另外 {count} 项"),
    "unknown_channels": Text(
        "The link names channels that do not exist (any more): {names}. They are left out.",
        "链接中的渠道不存在（或已改名）：{names}。已忽略。",
    ),
    "reversed_dates": Text(
        "The first day was after the last; they are swapped.", "起始日期晚于结束日期，已对调。"
    ),
}
