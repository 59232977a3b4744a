"""The channels of docs/semantics.md. A content in transit is (number, payload, past): an application message has a
number and its stamp, a control message the number 0; `past` is what a causal channel carries along, else ().

A world has `channels`, each with its `content` and, on bounded channels, the `outbox` before it; `known`, for each
process how many contents of each channel it knows of, on causal ones; and `faults`, how many are left."""


class Fifo:
    ordered = True

    def __init__(self, network, number=0):
        self.network, self.faults = network, number

    def post_message(self, world, c, message):
        world.channels[c].content += ((*message, ()),)

    def post_control(self, world, c, control):
        world.channels[c].content += ((0, control, ()),)

    def post_ahead(self, world, c, control):
        world.channels[c].content = ((0, control, ()), *world.channels[c].content)

    def multicast(self, world, channels, control):
        for c in channels:
            self.post_control(world, c, control)

    def may_send(self, _world, _c):
        return True

    def blocked(self, _world, _process):
        return False

    def arrivals(self, world, c):
        """What may be delivered, each as (content, whether it stays where it is)."""
        return [(content, False) for content in world.channels[c].content[:1]]

    def take(self, world, c, content, stays):
        rest = list(world.channels[c].content)
        rest.remove(content)
        world.channels[c].content = tuple(rest)

    def may_transport(self, _world, _c):
        return False

    def transport(self, world, c):
        raise NotImplementedError

    @staticmethod
    def log(recorded, number):
        return (*recorded, number)


class Bag(Fifo):
    ordered = False

    def post_message(self, world, c, message):
        super().post_message(world, c, message)
        self.sort(world, c)

    def post_control(self, world, c, control):
        super().post_control(world, c, control)
        self.sort(world, c)

    post_ahead = post_control

    @staticmethod
    def sort(world, c):
        world.channels[c].content = tuple(sorted(world.channels[c].content, key=repr))

    def arrivals(self, world, c):
        return [(content, False) for content in dict.fromkeys(world.channels[c].content)]

    @staticmethod
    def log(recorded, number):
        return tuple(sorted({*recorded, number}))


class Causal(Fifo):
    """After Raynal, Schiper and Toueg: whoever sends tells what it knows to have been sent before."""

    def post_message(self, world, c, message):
        self.post_all(world, [c], *message)

    def post_control(self, world, c, control):
        self.post_all(world, [c], 0, control)

    def multicast(self, world, channels, control):
        self.post_all(world, channels, 0, control)

    def post_all(self, world, channels, number, payload):
        """One event: every copy knows of every other, and of none of itself."""
        source = self.network.channels[channels[0]][0] if channels else 0
        known = tuple(count + (c in channels) for c, count in enumerate(world.known[source]))
        world.known[source] = known
        for c in channels:
            past = tuple(count - (c == own) for own, count in enumerate(known))
            world.channels[c].content += ((number, payload, past),)

    def arrivals(self, world, c):
        target = self.network.channels[c][1]

        def arrived(i):
            return world.known[self.network.channels[i][0]][i] - len(world.channels[i].content)

        return [(content, False) for content in world.channels[c].content[:1]
                if all(arrived(i) >= content[2][i] for i in self.network.inputs[target])]

    def take(self, world, c, content, stays):
        super().take(world, c, content, stays)
        target = self.network.channels[c][1]
        told = (count + (i == c) for i, count in enumerate(content[2]))
        world.known[target] = tuple(map(max, world.known[target], told))


class Lossy(Fifo):
    def may_transport(self, world, c):
        return world.faults > 0 and world.channels[c].content

    def transport(self, world, c):
        world.faults -= 1
        world.channels[c].content = world.channels[c].content[1:]


class Duplicating(Fifo):
    def arrivals(self, world, c):
        heads = world.channels[c].content[:1]
        return [(content, stays) for content in heads for stays in (False, True)[:1 + (world.faults > 0)]]

    def take(self, world, c, content, stays):
        if stays:
            world.faults -= 1
        else:
            super().take(world, c, content, stays)


class Bounded(Fifo):
    """Control messages go through an outbox, and so does a message that follows one in the same step."""

    blocking = False

    def __init__(self, network, number=0):
        super().__init__(network)
        self.places = number

    def has_room(self, world, c):
        return len(world.channels[c].content) < self.places

    def post_message(self, world, c, message):
        if world.channels[c].outbox:
            world.channels[c].outbox += ((*message, ()),)
        else:
            super().post_message(world, c, message)

    def post_control(self, world, c, control):
        world.channels[c].outbox += ((0, control, ()),)

    def may_send(self, world, c):
        return not world.channels[c].outbox and self.has_room(world, c)

    def blocked(self, world, process):
        return self.blocking and any(world.channels[c].outbox for c in self.network.outputs[process])

    def may_transport(self, world, c):
        return world.channels[c].outbox and self.has_room(world, c)

    def transport(self, world, c):
        channel = world.channels[c]
        channel.content, channel.outbox = (*channel.content, channel.outbox[0]), channel.outbox[1:]


class BoundedBlocking(Bounded):
    blocking = True


DISCIPLINES = {"fifo": Fifo, "bag": Bag, "causal": Causal, "lossy": Lossy, "duplicating": Duplicating,
               "bounded": Bounded, "bounded-blocking": BoundedBlocking}
