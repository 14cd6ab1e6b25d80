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
    """A folder packages can go to; ``free`` bytes for a stick, None for a folder."""

    folder: Path
    name: str = ""
    free: int | None = None


def sticks() -> list[Place]:
    """Sticks and other drives that can be carried away: written to, not the system's own."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        system = bytes(volume.fileSystemType().data()).decode("ascii", "replace").lower()
        if volume.isReady() and not volume.isReadOnly() and not volume.isRoot() and system in _STICK_SYSTEMS:
            folder = Path(volume.rootPath())
            if folder.drive.upper() != "C:":
                found.append(Place(folder, volume.displayName(), volume.bytesAvailable()))
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
        self._places = [place for place in places if place.folder.is_dir()]
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

    def folder(self) -> Path | None:
        """The folder chosen; None when there is none to choose."""
        number = self.currentIndex()
        return self._places[number].folder if 0 <= number < len(self._places) else None

    def retranslate(self) -> None:
        """Name the places in the new language."""
        for number, place in enumerate(self._places):
            self.setItemText(number, _words(place))


def _words(place: Place) -> str:
    if place.free is None:
        return str(place.folder)
    free = language.plain_number(place.free / _GIGABYTE)
    return language.say(
        "exchange.stick", name=place.name or str(place.folder), folder=str(place.folder), free=free
    )
