"""The files of one ingest, sorted into what will be loaded, refused, or is known already."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from ingest import event_files, readers, table_files, tracker_files
from ingest.bulk import EventStream
from ingest.config import Paths
from ingest.coverage import whole_file
from ingest.delivery import (
    FileDelivery,
    Said,
    changed_at,
    content_hash,
    delivery_id,
    describe,
    understand,
)
from ingest.descriptions import SourceDescription
from ingest.finding import Found
from ingest.gathering import Desk, Harvest, Opened, harvest
from ingest.lake import Lake
from ingest.ledger import Entry
from ingest.lookups import LookupMissingError, read_lookups
from ingest.moving import Move
from ingest.readers.reading import Reading, Sheet
from ingest.report import IngestReport
from ingest.streams import Stream
from ingest.table_files import TableStream
from ingest.words import RefusalError, Words
from ingest.writing import Origin


class _Described(Protocol):
    @property
    def reading(self) -> Reading:
        """What a file says before its first row."""


File = TypeVar("File", bound=_Described)
_DUPLICATE = Words(
    "The same content was loaded before; nothing was loaded again",
    "相同内容此前已加载，未重复加载",
)

_SUPERSEDED = Words(
    "The same content was loaded before and its days were restated since, so it stays out. To "
    "bring it back, export it again",
    "相同内容此前已加载，且相关日期已被重述，因此不再计入。如需恢复，请重新导出",
)


@dataclass
class Batch:
    """Everything one ingest has found so far."""

    desk: Desk
    paths: Paths
    lake: Lake
    report: IngestReport
    harvest: Harvest = field(default_factory=Harvest)
    streams: list[Stream] = field(default_factory=list)
    origins: dict[int, Origin] = field(default_factory=dict)
    moves: list[Move] = field(default_factory=list)
    tidied: list[Move] = field(default_factory=list)
    """Moves that need no load: files in which others looked values up."""
    _known: set[str] | None = None

    def read(self, source: SourceDescription, items: Sequence[Found]) -> None:
        """Read the files of one source; bulky ones are only looked at and read when landed."""
        lookups = self._lookups(source, items)
        if lookups is None:
            return
        fresh = [d for item in items if not item.is_lookup and (d := self._fresh(source, item))]
        if source.format == "json_lines":
            self._queue(source, fresh)
        elif source.is_tracker:
            opened = self._opened(source, fresh, tracker_files.open_file)
            self.streams += tracker_files.streams_of(source, opened) if opened else []
        else:
            bulky = [d for d in fresh if table_files.takes(source, d.path)]
            self._queue_tables(source, bulky)
            self._open(source, [d for d in fresh if d not in bulky], lookups)

    def refuse_unreadable(self, refusals: Mapping[int, RefusalError]) -> None:
        """Move aside files of streams that broke off, by number; no stream reads them again."""
        broken = {d.number: d for stream in self.streams for d in stream.deliveries}
        for number, refusal in refusals.items():
            self.refuse(broken[number], refusal)
        left = (stream.without(set(refusals)) for stream in self.streams)
        self.streams = [stream for stream in left if stream.deliveries]

    def accept_streams(self) -> None:
        """Take the files of all streams, which have been read to their end."""
        read = {d.number: d for stream in self.streams for d in stream.deliveries}
        for delivery in read.values():
            self.accept(delivery)

    def refuse_unread(self, item: Found) -> None:
        """Move aside a file that no source takes."""
        sha256 = content_hash(item.path)
        words = item.refusal or Words("", "")
        entry = Entry(
            source=item.folder,
            dataset=None,
            delivery_id=delivery_id(item.folder, sha256),
            file_name=self.desk.shown(item.path.name),
            file_sha256=sha256,
            delivered_at=changed_at(item.path),
            is_complete=False,
            status="refused",
            reason=words,
        )
        self.harvest.entries.append(entry)
        self._tell_refused(item.folder, self.desk.shown(item.path.name), words)
        self.moves.append(Move.to_refused(item.path, self.paths, item.folder, sha256, words))

    def refuse(self, delivery: FileDelivery, refusal: RefusalError) -> None:
        """Move aside a file that cannot be read as a whole."""
        source, told = delivery.source.name, refusal.words
        # What a reader says of a file may quote its path.
        words = Words(self.desk.shown(told.en), self.desk.shown(told.zh))
        self.harvest.entries.append(whole_file(delivery, "refused", words))
        self._tell_refused(source, delivery.name, words)
        place = self.paths, source, delivery.sha256
        self.moves.append(Move.to_refused(delivery.path, *place, words))
        self._seen.discard(delivery.delivery_id)

    def accept(self, delivery: FileDelivery) -> None:
        """Take a file that was read; it moves once its load is complete."""
        source = delivery.source.name
        self.report.of(source).loaded += 1
        self.moves.append(Move.to_done(delivery.path, self.paths, source, delivery.sha256))

    def origin(self, source: str, delivery: str, name: str) -> int:
        """A new number for rows of this origin."""
        number = len(self.origins)
        self.origins[number] = Origin(source, delivery, name)
        return number

    def _tell_refused(self, source: str, name: str, words: Words) -> None:
        report = self.report.of(source)
        report.refused += 1
        report.refusals[name] = words

    @property
    def _seen(self) -> set[str]:
        if self._known is None:
            self._known = self.lake.known_deliveries()
        return self._known

    def _fresh(self, source: SourceDescription, item: Found) -> FileDelivery | None:
        """A delivery of this content, or None when it was loaded before."""
        sha256 = content_hash(item.path)
        number = len(self.origins)
        name = self.desk.shown(item.path.name)
        delivery = FileDelivery(number, item.path, source, sha256, changed_at(item.path), name)
        identity = delivery.delivery_id
        if identity not in self._seen:
            self._seen.add(identity)
            self.origin(source.name, identity, name)
            return delivery
        self.harvest.entries.append(whole_file(delivery, "duplicate", _DUPLICATE))
        self.report.of(source.name).duplicate += 1
        if source.is_restated and self.lake.is_superseded(identity):
            self.report.of(source.name).doubts[name] = _SUPERSEDED
        self.moves.append(Move.to_done(item.path, self.paths, source.name, sha256))
        return None

    def _open(
        self,
        source: SourceDescription,
        deliveries: Sequence[FileDelivery],
        lookups: Mapping[str, Sheet],
    ) -> None:
        opened, said = [], []
        for delivery in deliveries:
            try:
                reading = readers.read(delivery.path, source)
                said.append(self._describe(delivery, reading))
            except RefusalError as refusal:
                self.refuse(delivery, refusal)
            else:
                opened.append(Opened(delivery, reading))
                self.accept(delivery)
        understand(self.desk.connection, said, source.timezone)
        if opened:
            self.harvest.add(harvest(self.desk, source, opened, lookups, self._accounts(source)))

    def _queue_tables(self, source: SourceDescription, deliveries: Sequence[FileDelivery]) -> None:
        if opened := self._opened(source, deliveries, table_files.open_file):
            self.streams.append(TableStream(opened, self._accounts(source)))

    def _opened(
        self,
        source: SourceDescription,
        deliveries: Sequence[FileDelivery],
        open_file: Callable[[FileDelivery], File],
    ) -> list[tuple[FileDelivery, File]]:
        """Files that are read when they are landed, and what they say of themselves before."""
        opened, words = [], []
        for delivery in deliveries:
            try:
                file = open_file(delivery)
                words.append(self._describe(delivery, file.reading))
            except RefusalError as refusal:
                self.refuse(delivery, refusal)
            else:
                opened.append((delivery, file))
        understand(self.desk.connection, words, source.timezone)
        return opened

    def _describe(self, delivery: FileDelivery, reading: Reading) -> Said:
        said = describe(delivery, reading)
        if delivery.account_id is not None:
            delivery.account_id = self.desk.hasher.pseudonym(delivery.account_id)
        return said

    def _accounts(self, source: SourceDescription) -> frozenset[str]:
        return frozenset(self.lake.accounts(source.name) if source.is_spend else ())

    def _queue(self, source: SourceDescription, deliveries: Sequence[FileDelivery]) -> None:
        whole = []
        for delivery in deliveries:
            try:
                event_files.check(delivery.path)
            except RefusalError as refusal:
                self.refuse(delivery, refusal)
            else:
                whole.append(delivery)
        if whole:
            self.streams.append(EventStream(source.tables[0], whole))

    def _lookups(
        self, source: SourceDescription, items: Sequence[Found]
    ) -> Mapping[str, Sheet] | None:
        """What the source looks values up in, or None while it has to wait for it."""
        folders = [self.paths.done / source.name, *{item.path.parent for item in items}]
        try:
            lookups = read_lookups(source, folders)
        except LookupMissingError as error:
            waiting = sum(not item.is_lookup for item in items)
            self.report.of(source.name).waiting += waiting
            self.report.of(source.name).errors.append(error.words)
            return None
        except RefusalError as refusal:
            self.report.of(source.name).errors.append(refusal.words)
            return None
        for item in items:
            if item.is_lookup:
                sha256 = content_hash(item.path)
                self.tidied.append(Move.to_done(item.path, self.paths, source.name, sha256))
        return lookups
