package dates

import (
	"strings"
	"time"
)

// zones finds time zones for one connection, and remembers them: loading one
// reads a file.
type zones struct {
	system *time.Location
	byName map[string]*time.Location // nil for a name that is none
}

// mostZones bounds what is remembered of names that a column may hold.
const mostZones = 256

// find knows SYSTEM, an offset like +02:00, and the names of the zone database.
func (z *zones) find(name []byte) *time.Location {
	if len(name) == 0 || len(name) > 64 {
		return nil
	}
	if loc, known := z.byName[string(name)]; known {
		return loc
	}
	loc := z.load(string(name))
	if z.byName == nil || len(z.byName) >= mostZones {
		z.byName = make(map[string]*time.Location)
	}
	z.byName[string(name)] = loc
	return loc
}

func (z *zones) load(name string) *time.Location {
	switch {
	case name[0] == '+' || name[0] == '-':
		return offsetZone(name)
	case strings.EqualFold(name, "SYSTEM"):
		return z.system
	case strings.EqualFold(name, "UTC"):
		return time.UTC
	case strings.EqualFold(name, "Local"):
		return nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return loc
}

// offsetZone reads [+-]H:MM or [+-]HH:MM, at most 14 hours.
func offsetZone(s string) *time.Location {
	h, m, ok := strings.Cut(s[1:], ":")
	if !ok || len(h) < 1 || len(h) > 2 || len(m) != 2 || !allDigits([]byte(h+m)) {
		return nil
	}
	hours, _ := digits([]byte(h), 2)
	minutes, _ := digits([]byte(m), 2)
	seconds := int(hours*3600 + minutes*60)
	if minutes > 59 || seconds > 14*3600 {
		return nil
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone(s, seconds)
}
