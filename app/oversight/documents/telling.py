"""What the figures of a report say in sentences, and what each of them is called.

The sentences are a beginning for the official, who writes on in them; only what the books hold is said, nothing is
praised and no reason is guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.oversight.rules.reports import Drawn, Number, Part, TaskLine

LABELS: Mapping[str, str] = {
    "targets-all": "Chỉ tiêu của năm",
    "targets-reached": "Chỉ tiêu đã đạt",
    "targets-missed": "Chỉ tiêu chưa đạt",
    "targets-unknown": "Chỉ tiêu chưa xét được",
    "tasks-all": "Nhiệm vụ của kế hoạch, không tính nhiệm vụ đã hủy",
    "tasks-done": "Nhiệm vụ đã hoàn thành đến hết kỳ",
    "tasks-done-now": "Nhiệm vụ hoàn thành trong kỳ",
    "tasks-in-time": "Hoàn thành trong kỳ, đúng hạn hoặc không có hạn",
    "tasks-behind": "Hoàn thành trong kỳ, chậm hạn",
    "tasks-doing": "Nhiệm vụ đang và chưa thực hiện",
    "tasks-late": "Nhiệm vụ quá hạn chưa hoàn thành",
    "tasks-cancelled": "Nhiệm vụ đã hủy",
    "activities": "Hoạt động đã tổ chức",
    "activities-launch": "Phát động",
    "activities-broadcast": "Phát thanh",
    "activities-article": "Tin, bài, chuyên mục",
    "activities-contest": "Cuộc thi",
    "activities-learning-day": "Ngày học tập số",
    "activities-home-visit": "Đợt đến tận nhà",
    "activities-other": "Hoạt động khác",
    "activities-uncounted": "Hoạt động chưa đếm người tham gia",
    "people-reached": "Người được tiếp cận, cộng theo từng hoạt động",
    "households-visited": "Hộ được hướng dẫn tại nhà",
    "commitments-signed": "Bản cam kết đã ký",
    "commitments-kept": "Bản cam kết thực hiện đủ",
    "courses-held": "Lớp tập huấn đã mở",
    "people-trained": "Người dự tập huấn",
    "people-passed": "Người đạt kết quả tập huấn",
    "online-completed": "Người hoàn thành khóa học trực tuyến",
    "people-skilled": "Người đạt ở lớp hoặc hoàn thành khóa trực tuyến, mỗi người một lần",
    "vneid-confirmed": "Người được xác nhận trên VNeID, nhập theo kết quả của nền tảng",
    "inspections": "Cuộc kiểm tra, giám sát đã tiến hành",
    "inspections-planned": "Cuộc kiểm tra, giám sát theo kế hoạch của kỳ",
    "inspections-places": "Nơi được kiểm tra",
    "findings-faults": "Tồn tại phát hiện qua kiểm tra",
    "findings-mended": "Tồn tại đã khắc phục",
    "findings-open": "Tồn tại chưa khắc phục",
    "findings-late": "Tồn tại quá hạn khắc phục",
    "findings-examples": "Cách làm hay phát hiện qua kiểm tra",
    "initiatives-applied": "Sáng kiến, giải pháp, mô hình đang áp dụng",
    "initiatives-recognised": "Sáng kiến, giải pháp, mô hình được công nhận",
    "awards-collective": "Tập thể được khen thưởng",
    "awards-person": "Cá nhân được khen thưởng",
    "awards-household": "Hộ gia đình được khen thưởng",
    "initiatives-told": "Mô hình, sáng kiến bắt đầu, áp dụng thêm nơi hoặc được công nhận trong kỳ",
    "initiatives-places": "Nơi bắt đầu áp dụng trong kỳ",
    "initiatives-exemplars": "Điển hình tiên tiến trong số đó",
    "teams": "Đội, tổ của phong trào, đến hết kỳ",
    "teams-digital-team": "Tổ công nghệ số cộng đồng",
    "teams-ambassadors": "Mạng lưới đại sứ số",
    "teams-movement-team": "Đội hình, tổ xung kích",
    "teams-club": "Câu lạc bộ",
    "team-members": "Thành viên đội, tổ, mỗi người một lần",
    "hamlets-served": "Thôn, tổ dân phố có Tổ công nghệ số cộng đồng",
}
HEADINGS: Mapping[Part, str] = {
    Part.DIRECTION: "Công tác lãnh đạo, chỉ đạo",
    Part.TARGETS: "Kết quả thực hiện chỉ tiêu",
    Part.TASKS: "Tiến độ thực hiện nhiệm vụ",
    Part.ACTIVITIES: "Công tác tuyên truyền, vận động",
    Part.COMMITMENTS: "Ký và thực hiện cam kết",
    Part.TRAINING: "Tập huấn kỹ năng số",
    Part.PEOPLE: "Lực lượng của phong trào",
    Part.INSPECTIONS: "Công tác kiểm tra, giám sát",
    Part.INITIATIVES: "Mô hình, sáng kiến, điển hình tiên tiến",
    Part.AWARDS: "Công tác khen thưởng",
    Part.STRENGTHS: "Kết quả nổi bật",
    Part.SHORTCOMINGS: "Tồn tại, hạn chế",
    Part.CAUSES: "Nguyên nhân",
    Part.NEXT: "Phương hướng, nhiệm vụ thời gian tới",
    Part.REQUESTS: "Đề xuất, kiến nghị",
    Part.DIFFERENCES: "Giải trình số liệu thay đổi so với báo cáo trước",
}
NAMED_TASKS = 10  # tasks named in the text: the rest stands in the list of tasks


@dataclass(frozen=True)
class Said:
    """What the sentences name beside the figures: the plan as it is cited."""

    plan: str


def label_of(key: str) -> str:
    """What a figure is called; `key` that of the figure, or of its turns."""
    name, _colon, turns = key.partition(":")
    return f"{LABELS[name]}, số lượt" if turns else LABELS[name]


def told(said: Said, drawn: Drawn) -> dict[Part, str]:
    """What the figures say of each part, in sentences; empty for a part that only an official can write."""
    words = _Words(drawn)
    return {part: "\n".join(SENTENCES[part](words, said)) if part in SENTENCES else "" for part in Part}


class _Words:
    """The figures of a report as sentences take them."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self._known = drawn.by_key()

    def says(self, key: str) -> str:
        """A figure in words: "06 lớp"."""
        return self._known[key].phrases[key]

    def turns(self, key: str) -> str:
        """A figure with its turns, where it has any: "143 người với 402 lượt"."""
        return " với ".join(self._known[key].phrases.values())

    def count(self, key: str) -> int:
        """A figure as a number; 0 where it was not drawn."""
        return self.drawn.value(key)

    def numbers(self, part: Part) -> tuple[Number, ...]:
        """The figures of a part."""
        return self.drawn.numbers.get(part, ())

    def each(self, *keys: str) -> str:
        """Those of these figures that are not none, in one sentence."""
        return ", ".join(self.says(key) for key in keys if self.count(key))


def _direction(words: _Words, said: Said) -> list[str]:
    issued = words.drawn.named.get(Part.DIRECTION, ())
    if not issued:
        return [f"Tiếp tục tổ chức thực hiện {said.plan}."]
    return [f"Đã ban hành và tổ chức thực hiện Kế hoạch số {number}." for number in issued]


def _targets(words: _Words, _said: Said) -> list[str]:
    if not words.count("targets-all"):
        return ["Kế hoạch không đặt chỉ tiêu cho năm báo cáo."]
    parts = {"targets-reached": "đã đạt", "targets-missed": "chưa đạt", "targets-unknown": "chưa xét được"}
    split = ", ".join(f"{words.says(key)} {meaning}" for key, meaning in parts.items() if words.count(key))
    return [f"Trong {words.says('targets-all')} của năm: {split}. Kết quả từng chỉ tiêu tại Phụ lục kèm theo."]


def _tasks(words: _Words, _said: Said) -> list[str]:
    if not words.count("tasks-all"):
        return []
    lines = [f"Kế hoạch có {words.says('tasks-all')}; đến hết kỳ đã hoàn thành {words.says('tasks-done')}."]
    if words.count("tasks-done-now"):
        behind = f", chậm hạn {words.says('tasks-behind')}" if words.count("tasks-behind") else ""
        lines.append(
            f"Trong kỳ hoàn thành {words.says('tasks-done-now')}: đúng hạn {words.says('tasks-in-time')}{behind}."
        )
    if words.count("tasks-late"):
        lines.append(f"Quá hạn chưa hoàn thành {words.says('tasks-late')}:")
        lines += _listed(words.drawn.late)
    return lines


def _listed(rows: tuple[TaskLine, ...]) -> list[str]:
    lines = [f"- {_task(one)}" for one in rows[:NAMED_TASKS]]
    if len(rows) > NAMED_TASKS:
        lines.append(f"- và {len(rows) - NAMED_TASKS} nhiệm vụ khác")
    return [f"{line}{'.' if line is lines[-1] else ';'}" for line in lines]


def _task(one: TaskLine) -> str:
    told_by = ", ".join(part for part in (one.owner, f"hạn {one.due}" if one.due else "") if part)
    return f"{one.text.rstrip(' .;')} ({told_by})" if told_by else one.text.rstrip(" .;")


def _activities(words: _Words, _said: Said) -> list[str]:
    if not words.count("activities"):
        return ["Trong kỳ chưa ghi hoạt động tuyên truyền, vận động nào."]
    kinds = [one.key for one in words.numbers(Part.ACTIVITIES) if one.key.startswith("activities-")]
    split = words.each(*(key for key in kinds if key != "activities-uncounted"))
    lines = [f"Trong kỳ đã tổ chức {words.says('activities')}: {split}."]
    if words.count("people-reached"):
        lines.append(f"Tiếp cận {words.turns('people-reached')}, cộng theo từng hoạt động.")
    if words.count("households-visited"):
        lines.append(f"Hướng dẫn tại nhà {words.turns('households-visited')}.")
    if words.count("activities-uncounted"):
        lines.append(f"Còn {words.says('activities-uncounted')} tham gia.")
    return lines


def _commitments(words: _Words, _said: Said) -> list[str]:
    return [
        f"Trong kỳ đã ký {words.says('commitments-signed')}; thực hiện đủ {words.says('commitments-kept')}."
        if words.count("commitments-signed") or words.count("commitments-kept")
        else "Trong kỳ không ký bản cam kết nào."
    ]


def _training(words: _Words, _said: Said) -> list[str]:
    if not words.count("courses-held"):
        lines = ["Trong kỳ không mở lớp tập huấn nào."]
    else:
        lines = [
            f"Đã mở {words.turns('courses-held')}, {words.turns('people-trained')} tham dự; "
            f"{words.says('people-passed')} đạt yêu cầu."
        ]
    if words.count("online-completed"):
        lines.append(f"{words.says('online-completed')} hoàn thành khóa học trực tuyến.")
    if words.count("vneid-confirmed"):
        lines.append(f"{words.says('vneid-confirmed')} được xác nhận trên VNeID.")
    return lines


def _people(words: _Words, _said: Said) -> list[str]:
    if not words.count("teams"):
        return []
    kinds = [one.key for one in words.numbers(Part.PEOPLE) if one.key.startswith("teams-")]
    lines = [f"Đến hết kỳ có {words.says('teams')} với {words.says('team-members')}: {words.each(*kinds)}."]
    return [*lines, f"{words.says('hamlets-served')}."] if words.count("hamlets-served") else lines


def _inspections(words: _Words, _said: Said) -> list[str]:
    if not words.count("inspections"):
        return ["Trong kỳ chưa tiến hành kiểm tra, giám sát."]
    lines = [f"Đã tiến hành {words.says('inspections')} tại {words.says('inspections-places')}."]
    if words.count("findings-faults"):
        split = words.each("findings-mended", "findings-open", "findings-late")
        lines.append(f"Phát hiện {words.says('findings-faults')}: {split}.")
    if words.count("findings-examples"):
        lines.append(f"Ghi nhận {words.says('findings-examples')} để nhân rộng.")
    return lines


def _initiatives(words: _Words, _said: Said) -> list[str]:
    found = words.each("initiatives-applied")
    lines = (
        [f"Đang áp dụng {found}."] if found else ["Trong kỳ chưa ghi sáng kiến, giải pháp, mô hình nào đang áp dụng."]
    )
    if words.count("initiatives-recognised"):
        lines.append(f"{words.says('initiatives-recognised')} được công nhận trong kỳ.")
    named = words.drawn.named.get(Part.INITIATIVES, ())
    if named:
        lines.append("Trong kỳ nổi lên:")
        lines += [f"- {one.rstrip(' .;')}{'.' if one is named[-1] else ';'}" for one in named]
    return lines


def _awards(words: _Words, _said: Said) -> list[str]:
    found = words.each("awards-collective", "awards-person", "awards-household")
    return [f"Đã khen thưởng {found}." if found else "Trong kỳ chưa khen thưởng."]


def _shortcomings(words: _Words, _said: Said) -> list[str]:
    parts = {
        "targets-missed": "chưa đạt",
        "tasks-late": "quá hạn chưa hoàn thành",
        "findings-open": "",
    }
    found = [f"{words.says(key)} {more}".strip() for key, more in parts.items() if words.count(key)]
    return [f"Còn {'; '.join(found)}."] if found else []


def _next(words: _Words, _said: Said) -> list[str]:
    if not words.drawn.coming:
        return []
    return ["Tập trung thực hiện các nhiệm vụ đến hạn:", *_listed(words.drawn.coming)]


SENTENCES: Mapping[Part, Callable[[_Words, Said], list[str]]] = {
    Part.DIRECTION: _direction,
    Part.TARGETS: _targets,
    Part.TASKS: _tasks,
    Part.ACTIVITIES: _activities,
    Part.COMMITMENTS: _commitments,
    Part.TRAINING: _training,
    Part.PEOPLE: _people,
    Part.INSPECTIONS: _inspections,
    Part.INITIATIVES: _initiatives,
    Part.AWARDS: _awards,
    Part.SHORTCOMINGS: _shortcomings,
    Part.NEXT: _next,
}
