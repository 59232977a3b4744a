"""What is in flight, in Promela: three representations, each with the same four answers.

SPIN's own channels are the most independent meaning of "first in, first out" that can be had, and
are asked for a second opinion. Their state is twice as large, though, and a benchmark has to show
SPIN at its best: there a fifo channel is a number whose digits are its content. A bag is a
bit mask.

Messages are contents 1, 2, ... of a channel, its marker is the number behind the last. A process
records once, so that one marker and all messages are the most that a channel ever holds.
"""


def marker(channel):
    return channel.capacity + 1


def unsigned(bits):
    """The narrowest type for so many bits."""
    return "byte" if bits <= 8 else "short" if bits <= 15 else "int"


class Bag:
    """Content k is bit k-1."""

    def declare(self, channels):
        widest = max(map(marker, channels))
        yield f"{unsigned(widest)} flight[{len(channels)}];"

    def not_empty(self, channel):
        return f"flight[{channel.number}] != 0"

    def put(self, channel, content):
        c = channel.number
        return f"flight[{c}] = flight[{c}] | (1 << ({content} - 1));"

    def deliveries(self, channel):
        """For each delivery that may be possible: its guard, its content, and the removal."""
        c = channel.number
        for content in range(1, marker(channel) + 1):
            bit = 1 << (content - 1)
            yield f"(flight[{c}] & {bit})", content, f"flight[{c}] = flight[{c}] & ~{bit};"


class SpinFifo:
    """A channel of the language. `hidden` keeps what was just received out of the state."""

    def declare(self, channels):
        yield "hidden byte content;"
        for channel in channels:
            yield f"chan flight{channel.number} = [{marker(channel)}] of {{ byte }};"

    def not_empty(self, channel):
        return f"nempty(flight{channel.number})"

    def put(self, channel, content):
        return f"flight{channel.number} ! {content};"

    def deliveries(self, channel):
        yield f"flight{channel.number} ? content", "content", "skip;"


class CompactFifo:
    """A number whose lowest digit is the head; a digit 0 is an empty slot."""

    def declare(self, channels):
        widest = max(marker(channel) * digit(channel) for channel in channels)
        yield f"{unsigned(widest)} flight[{len(channels)}];"

    def not_empty(self, channel):
        return f"flight[{channel.number}] != 0"

    def put(self, channel, content):
        c = channel.number
        shift = str((marker(channel) - 1) * digit(channel))
        for slot in reversed(range(marker(channel) - 1)):
            position = slot * digit(channel)
            shift = f"(flight[{c}] < {1 << position} -> {position} : {shift})"
        return f"flight[{c}] = flight[{c}] | ({content} << {shift});"

    def deliveries(self, channel):
        c = channel.number
        head = f"(flight[{c}] & {(1 << digit(channel)) - 1})"
        yield self.not_empty(channel), head, f"flight[{c}] = flight[{c}] >> {digit(channel)};"


def digit(channel):
    """Bits of a slot: it is empty, or holds a message or the marker."""
    return marker(channel).bit_length()
