package dates

import (
	"time"

	"zombiezen.com/go/sqlite"
)

const (
	epoch = 719528 // TO_DAYS('1970-01-01')

	// lastInstant is the last second that MySQL 8 converts, 3001-01-18 23:59:59
	// UTC. MySQL 5.7 ends in January 2038.
	lastInstant = 32536771199 * second
)

// instant is microseconds since 1970 in UTC. A time of day that a change of the
// clocks leaves out is the moment of that change, as the manual's example of
// 02:00:00 and 03:00:00 on 2005-03-27 in MET has it.
func (m moment) instant(loc *time.Location) int64 {
	naive := m.at() - epoch*day
	if loc == time.UTC {
		return naive
	}
	p := m.pieces()
	t := time.Date(m.year, time.Month(m.month), m.day, p.hour, p.minute, p.second, 0, loc)
	_, offset := t.Zone()
	shown := t.Unix() + int64(offset)
	wanted := naive / second
	if p.micro != 0 && naive < 0 {
		wanted--
	}
	if shown == wanted {
		return t.Unix()*second + int64(p.micro)
	}
	change, end := t.ZoneBounds()
	if shown < wanted {
		change = end
	}
	return change.Unix() * second
}

// momentIn is the opposite of instant.
func momentIn(instant int64, loc *time.Location) (moment, bool) {
	if loc != time.UTC {
		_, offset := time.UnixMicro(instant).In(loc).Zone()
		instant += int64(offset) * second
	}
	return momentAt(instant + epoch*day)
}

// unixTimestamp is UNIX_TIMESTAMP: "if you pass an out-of-range date to
// UNIX_TIMESTAMP(), it returns 0". With a fraction it is a DECIMAL.
func unixTimestamp(m moment, loc *time.Location) sqlite.Value {
	at := m.instant(loc)
	if at < 0 || at > lastInstant {
		return sqlite.IntegerValue(0)
	}
	if at%second == 0 {
		return sqlite.IntegerValue(at / second)
	}
	var b [20]byte
	dst := appendPadded(b[:0], int(at/second), 1)
	return sqlite.TextValue(string(appendFraction(dst, int(at%second))))
}

// fromUnixTime is FROM_UNIXTIME of one argument, NULL out of range.
func fromUnixTime(n sqlite.Value, loc *time.Location) sqlite.Value {
	at := microsOf(n)
	if at < 0 || at > lastInstant {
		return null
	}
	m, ok := momentIn(at, loc)
	if !ok {
		return null
	}
	return sqlite.TextValue(m.dateTime())
}

// convertTZ is CONVERT_TZ: NULL if a zone is unknown, and "if the value falls
// out of the supported range of the TIMESTAMP type when converted from from_tz
// to UTC, no conversion occurs".
func (z *zones) convertTZ(args []sqlite.Value) sqlite.Value {
	m, ok := momentOf(args[0])
	if !ok {
		return null
	}
	from, to := z.find(bytesOf(args[1])), z.find(bytesOf(args[2]))
	if from == nil || to == nil {
		return null
	}
	at := m.instant(from)
	if at < 0 || at > lastInstant {
		return sqlite.TextValue(m.dateTime())
	}
	converted, ok := momentIn(at, to)
	if !ok {
		return null
	}
	return sqlite.TextValue(converted.dateTime())
}
