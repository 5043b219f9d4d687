"""The data health page."""

from dashboards.i18n.text import Text, Texts

TEXTS: Texts = {
    "question": Text("Can I trust today's numbers?", "今天的数字可信吗？"),
    "answer": Text(
        "Data reach to **{as_of}**; **{fresh} of {sources}** sources are up to date. {checks} "
        "In this window: refused files {refused}, incomplete deliveries {incomplete}, rejected "
        "rows {rejected}.",
        "数据截至 **{as_of}**，**{sources} 个来源中 {fresh} 个**按时。{checks}"
        "窗口内：拒收文件 {refused} 个，不完整交付 {incomplete} 次，剔除 {rejected} 行。",
    ),
    "checks_pass": Text(
        "All **{count}** checks of the build passed.", "构建的 **{count}** 项检查全部通过。"
    ),
    "checks_not": Text(
        "**{count}** of {all} checks did not pass.", "{all} 项检查中 **{count}** 项未通过。"
    ),
    "complete": Text("Complete deliveries", "完整交付"),
    "complete_help": Text(
        "Files or requests whose every row was covered.", "覆盖完整的文件或请求。"
    ),
    "incomplete": Text("Incomplete", "不完整"),
    "incomplete_help": Text(
        "Partial answers; they never replace a complete one.", "部分返回，不会覆盖完整的交付。"
    ),
    "refused": Text("Refused files", "拒收文件"),
    "refused_help": Text(
        "Could not be read at all; the reason is beside the file in refused/.",
        "完全无法读取；原因见 refused/ 中文件旁的说明。",
    ),
    "duplicate": Text("Duplicates", "重复文件"),
    "duplicate_help": Text(
        "The same content again; not counted twice.", "内容相同的文件，不会重复计入。"
    ),
    "rejected": Text("Rejected rows", "剔除行"),
    "rejected_help": Text(
        "Rows that broke their contract; the rest of their file was loaded.",
        "不符合约定的行；同文件的其余行已导入。",
    ),
    "freshness": Text("Sources", "数据来源"),
    "freshness_help": Text(
        "A source is late when it is further behind than its own rhythm of deliveries explains.",
        "落后程度超出该来源自身的交付节奏即为迟到。",
    ),
    "source": Text("Source", "来源"),
    "state": Text("State", "状态"),
    "fresh": Text("up to date", "按时"),
    "late": Text("late", "迟到"),
    "never": Text("never loaded", "未导入"),
    "last_loaded_at": Text("Last loaded", "最近导入"),
    "last_stat_date": Text("Data to", "数据至"),
    "days_behind": Text("Days behind", "落后天数"),
    "deliveries": Text("Deliveries", "交付数"),
    "loaded_rows": Text("Rows loaded", "导入行数"),
    "rejected_rows": Text("Rows rejected", "剔除行数"),
    "refused_files": Text("Refused", "拒收"),
    "duplicate_files": Text("Duplicate", "重复"),
    "incomplete_deliveries": Text("Incomplete", "不完整"),
    "coverage": Text("Days covered by each source", "各来源覆盖的日期"),
    "coverage_help": Text(
        "A square is a day that a delivery covers: complete, incomplete only, or refused. A gap "
        "is a day nobody delivered.",
        "每个方格是交付覆盖的一天：完整、仅不完整、或拒收。空白为无交付。",
    ),
    "covered_complete": Text("complete", "完整"),
    "covered_incomplete": Text("incomplete", "不完整"),
    "covered_refused": Text("refused", "拒收"),
    "delivery_table": Text("Deliveries", "交付明细"),
    "delivery_table_help": Text(
        "Every file and request, what it covered and whether its rows are the ones in use.",
        "每个文件或请求、其覆盖范围，以及是否为当前使用的版本。",
    ),
    "show_problems": Text("Problems", "有问题"),
    "show_all": Text("All", "全部"),
    "state_loaded": Text("loaded", "已导入"),
    "state_incomplete": Text("incomplete", "不完整"),
    "state_refused": Text("refused", "拒收"),
    "state_duplicate": Text("duplicate", "重复"),
    "dataset": Text("Dataset", "数据集"),
    "file_name": Text("File", "文件"),
    "stat_date": Text("Day", "数据日"),
    "delivered_at": Text("Delivered", "交付时间"),
    "row_count": Text("Rows", "行数"),
    "rejected_count": Text("Rejected", "剔除"),
    "is_current": Text("In use", "使用中"),
    "reason": Text("Reason", "原因"),
    "no_problems": Text("No problems in this window.", "此时间范围内没有问题。"),
    "rejects": Text("Rejected rows", "剔除的行"),
    "rejects_help": Text(
        "Correct them at their source and deliver the file again: the same file with corrected "
        "rows replaces the old one. The download has every row of the window.",
        "请在源头更正后重新交付：更正后的文件会替换旧文件。下载包含窗口内全部剔除行。",
    ),
    "reasons": Text("Why rows were rejected", "剔除原因"),
    "reasons_help": Text("Rejected rows by source and reason.", "按来源与原因划分的剔除行。"),
    "no_rejects": Text("No row was rejected in this window.", "此时间范围内没有被剔除的行。"),
    "_source_file": Text("File", "文件"),
    "_row_number": Text("Row", "行号"),
    "column_name": Text("Column", "列"),
    "value": Text("Value", "值"),
    "raw_row": Text("Whole row", "整行"),
    "_loaded_at": Text("Loaded", "导入时间"),
    "checks": Text("Checks of this build", "本次构建的检查"),
    "checks_help": Text(
        "A build with a failed check is not published; warnings are.",
        "有检查失败的构建不会发布；警告会发布。",
    ),
    "check_name": Text("Check", "检查"),
    "status": Text("Result", "结果"),
    "failures": Text("Failing rows", "失败行数"),
    "message": Text("Message", "说明"),
    "checked_at": Text("Checked", "检查时间"),
    "check_pass": Text("passed", "通过"),
    "check_warn": Text("warning", "警告"),
    "check_fail": Text("failed", "失败"),
    "quality": Text("Traffic left out, identities in doubt", "未计入的流量与存疑身份"),
    "quality_help": Text(
        "Bots never enter a count of people. Unmatched sessions carry a tracking parameter that "
        "no rule knows; they are shown as a channel of their own, never dropped. All data to date.",
        "机器流量不计入任何人数。未匹配会话带有规则不认识的跟踪参数，单列为一个渠道，不会丢弃。"
        "口径为全部历史。",
    ),
    "metric": Text("Metric", "指标"),
    "quality_value": Text("Count", "数量"),
    "quality_bot_events": Text("Bot events", "机器事件"),
    "quality_bot_visitors": Text("Bot visitors", "机器访客"),
    "quality_duplicate_events": Text("Duplicate events", "重复事件"),
    "quality_unmatched_sessions": Text("Unmatched sessions", "未匹配会话"),
    "quality_shared_anonymous_ids": Text("Devices shared by users", "多人共用的设备"),
    "quality_untied_users": Text("Users never tied to a visit", "未关联访问的用户"),
    "quality_untied_visitors": Text("Visitors without an account", "未注册的访客"),
    "quality_users_without_account": Text(
        "Users in events, unknown to the platform", "事件中有、平台库中没有的用户"
    ),
    "quality_investments_without_fee_rate": Text(
        "Investments without a fee rate, which bring no revenue", "缺少费率、不计收入的投资"
    ),
    "quality_investments_without_product": Text(
        "Investments without a known product", "产品未知的投资"
    ),
    "unmatched": Text("Unmatched sessions per week", "每周未匹配会话占比"),
    "unmatched_help": Text(
        "Sessions whose tracking parameter no rule knows / all sessions. A jump means a campaign "
        "went out with a new or misspelt parameter.",
        "跟踪参数无规则匹配的会话 / 全部会话。突增说明有投放使用了新的或写错的参数。",
    ),
    "unmatched_sessions": Text("Unmatched sessions", "未匹配会话"),
    "unmatched_share": Text("Unmatched share", "未匹配占比"),
}
