"""Chandy-Lamport with one rule broken, after models/algorithms/chandy_lamport_mutants.hpp."""

from .rules import NOTHING, Table
from .semantics import ChandyLamport



class NoChan(ChandyLamport):
    def receive(self, here, c, message, stamp):
        pass


class NoInitChan(ChandyLamport):
    def receive(self, here, c, message, stamp):
        if not here.initiator:
            super().receive(here, c, message, stamp)


class Impatient(ChandyLamport):
    def receive_control(self, here, c, control):
        super().receive_control(here, c, control)
        self.open = NOTHING


class StopAll(ChandyLamport):
    def receive_control(self, here, c, control):
        later = here.recorded
        super().receive_control(here, c, control)
        if later:
            self.open = NOTHING


class KeepFirstOpen(ChandyLamport):
    def __init__(self):
        super().__init__()
        self.kept = NOTHING

    def receive_control(self, here, c, control):
        first = not here.recorded
        super().receive_control(here, c, control)
        if first:
            self.open |= {c}
            self.kept |= {c}

    def done(self, here):
        return self.open <= self.kept


class DoneAtRecord(ChandyLamport):
    def done(self, here):
        return True


class DiscardOnMarker(ChandyLamport):
    def receive_control(self, here, c, control):
        super().receive_control(here, c, control)
        here.forget(c)


class Prepend(ChandyLamport):
    def __init__(self):
        super().__init__()
        self.logged = Table(NOTHING)

    def receive(self, here, c, message, stamp):
        if c in self.open:
            self.logged[c] |= {message}
            here.forget(c)
            for number in sorted(self.logged[c], reverse=True):
                here.log(c, number)


class Rerecord(ChandyLamport):
    def receive_control(self, here, c, control):
        super().receive_control(here, c, control)
        here.record_state()


class Reinit(ChandyLamport):
    def __init__(self):
        super().__init__()
        self.again = False

    def may_act(self, here):
        return here.initiator and here.recorded and not self.again

    def act(self, here):
        self.again = True
        here.record_state()
        here.flood("marker")


class OmitOne(ChandyLamport):
    def record(self, here):
        here.record_state()
        self.open = here.inputs
        for c in here.outputs:
            if here.number != 0 or c != here.outputs[0]:
                here.send(c, "marker")


class NoRelay(ChandyLamport):
    def receive_control(self, here, c, control):
        if not here.recorded:
            here.record_state()
            self.open = here.inputs
        self.open -= {c}


class CountMarkers(ChandyLamport):
    def __init__(self):
        super().__init__()
        self.arrived = 0

    def receive_control(self, here, c, control):
        super().receive_control(here, c, control)
        self.arrived += 1
        if self.done(here):
            self.open = NOTHING

    def done(self, here):
        return self.arrived >= len(here.inputs)


class LateMarker(ChandyLamport):
    def __init__(self):
        super().__init__()
        self.unmarked = NOTHING

    def record(self, here):
        here.record_state()
        self.open, self.unmarked = here.inputs, frozenset(here.outputs)

    def may_act(self, here):
        return bool(self.unmarked)

    def act(self, here):
        here.send(min(self.unmarked), "marker")
        self.unmarked -= {min(self.unmarked)}


class RecordLater(ChandyLamport):
    def __init__(self):
        super().__init__()
        self.began = False

    def may_initiate(self, here):
        return not self.began

    def initiate(self, here):
        self.began, self.open = True, here.inputs
        here.flood("marker")

    def receive(self, here, c, message, stamp):
        if here.recorded:
            super().receive(here, c, message, stamp)

    def receive_control(self, here, c, control):
        if not self.began:
            self.initiate(here)
        self.open -= {c}

    def may_act(self, here):
        return self.began and not here.recorded

    def act(self, here):
        here.record_state()


class LogOne(ChandyLamport):
    def keeps(self, c):
        return c in self.open


class CloseAll(ChandyLamport):
    def overhear(self, here, c, control):
        self.open -= {c}


MUTANTS = {f"chandy-lamport:{name}": variant for name, variant in {
    "no-chan": NoChan, "no-init-chan": NoInitChan, "impatient": Impatient, "stop-all": StopAll,
    "keep-first-open": KeepFirstOpen, "done-at-record": DoneAtRecord, "discard-on-marker": DiscardOnMarker,
    "prepend": Prepend, "rerecord": Rerecord, "reinit": Reinit, "omit-one": OmitOne, "no-relay": NoRelay,
    "count-markers": CountMarkers, "late-marker": LateMarker, "record-later": RecordLater, "log-one": LogOne,
    "close-all": CloseAll}.items()}
