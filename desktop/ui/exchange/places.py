"""Where packages can go: sticks that are plugged in, and the folder used last."""

import dataclasses
from pathlib import Path

from PySide6.QtCore import QStorageInfo, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.ui import language
from desktop.ui.widgets.unwheeled import Unwheeled

_STICK_SYSTEMS = frozenset({"vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "fat", "fat32", "msdos", "hfsplus"})
_GIGABYTE = 10**9


@dataclasses.dataclass(frozen=True)
class Place:
    """A folder packages can go to; ``free`` bytes for a stick, None for a folder; ``locked`` cannot be written."""

    folder: Path
    name: str = ""
    free: int | None = None
    locked: bool = False

    @property
    def called(self) -> str:
        """What a person calls it."""
        return self.name or str(self.folder)


def sticks() -> list[Place]:
    """Sticks and other drives that can be carried away, not the system's own; also those that are write-protected."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        system = bytes(volume.fileSystemType().data()).decode("ascii", "replace").lower()
        if volume.isReady() and not volume.isRoot() and system in _STICK_SYSTEMS:
            folder = Path(volume.rootPath())
            if folder.drive.upper() != "C:":
                free = max(volume.bytesAvailable(), 0)
                found.append(Place(folder, volume.displayName(), free, locked=volume.isReadOnly()))
    return sorted(found, key=lambda place: str(place.folder))


class PlaceChooser(Unwheeled):
    """Chooses one of the places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)

    def show_places(self, places: list[Place], chosen: Path | None) -> None:
        """Show *places*, the one in *chosen* marked; a folder that is no longer there is not offered."""
        self._places = [place for place in places if place.folder.is_dir() and not place.locked]
        if chosen is not None and chosen.is_dir() and all(place.folder != chosen for place in self._places):
            self._places.append(Place(chosen))
        self.blockSignals(True)
        self.clear()
        self.addItems([_words(place) for place in self._places])
        for number, place in enumerate(self._places):
            self.setItemData(number, str(place.folder), Qt.ItemDataRole.ToolTipRole)
            if place.folder == chosen:
                self.setCurrentIndex(number)
        self.blockSignals(False)

    @property
    def folders(self) -> set[Path]:
        """The folders offered."""
        return {place.folder for place in self._places}

    def chosen(self) -> Place | None:
        """The place chosen; None when there is none to choose."""
        number = self.currentIndex()
        return self._places[number] if 0 <= number < len(self._places) else None

    def folder(self) -> Path | None:
        """The folder chosen; None when there is none to choose."""
        place = self.chosen()
        return None if place is None else place.folder

    def retranslate(self) -> None:
        """Name the places in the new language."""
        for number, place in enumerate(self._places):
            self.setItemText(number, _words(place))


def _words(place: Place) -> str:
    if place.free is None:
        return str(place.folder)
    free = language.plain_number(place.free / _GIGABYTE)
    return language.say("exchange.stick", name=place.called, folder=str(place.folder), free=free)
