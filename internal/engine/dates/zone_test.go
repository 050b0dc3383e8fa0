package dates

import (
	"fmt"
	"math"
	"testing"
	"time"
)

func TestUnix(t *testing.T) {
	newCaller(nil).check(t, []example{
		{"unix_timestamp", of("1970-01-01"), 0},
		{"unix_timestamp", of("1969-12-31 23:59:59.5"), 0},
		{"unix_timestamp", of("2040-01-01"), 2208988800},
		{"unix_timestamp", of("3001-01-19"), 0},
		{"unix_timestamp", of("nothing"), nil},
		{"from_unixtime", of(0), "1970-01-01 00:00:00"},
		{"from_unixtime", of("1.5"), "1970-01-01 00:00:01.5"},
		{"from_unixtime", of(1.25), "1970-01-01 00:00:01.25"},
		{"from_unixtime", of(-1), nil},
		{"from_unixtime", of(math.MaxInt64), nil},
		{"from_unixtime", of(32536771199), "3001-01-18 23:59:59"},
		{"from_unixtime", of(32536771200), nil},
	})
}

func TestConvertTZ(t *testing.T) {
	if _, err := time.LoadLocation("Europe/Paris"); err != nil {
		t.Skip(err)
	}
	newCaller(time.FixedZone("", 3600)).check(t, []example{
		{"convert_tz", of("2024-07-01 12:00:00", "UTC", "Europe/Paris"), "2024-07-01 14:00:00"},
		{"convert_tz", of("2024-01-01 12:00:00.5", "Europe/Paris", "America/New_York"), "2024-01-01 06:00:00.5"},
		{"convert_tz", of("2024-01-01", "SYSTEM", "-9:30"), "2023-12-31 13:30:00"},
		{"convert_tz", of("1950-01-01 12:00:00", "UTC", "+01:00"), "1950-01-01 12:00:00"},
		{"convert_tz", of("2024-01-01", "Nowhere/City", "UTC"), nil},
		{"convert_tz", of("2024-01-01", "UTC", "../../etc/passwd"), nil},
		{"convert_tz", of("2024-01-01", "UTC", "Local"), nil},
		{"convert_tz", of("2024-01-01", "UTC", ""), nil},
		{"convert_tz", of("2024-01-01", "+15:00", "UTC"), nil},
		{"convert_tz", of("2024-01-01", "+01:60", "UTC"), nil},
		{"convert_tz", of("2024-01-01", "+1", "UTC"), nil},
		{"convert_tz", of("x", "UTC", "UTC"), nil},
	})
}

// A column of names that are none must not fill the memory.
func TestZonesForget(t *testing.T) {
	z := &zones{system: time.UTC}
	for i := range 3 * mostZones {
		z.find(fmt.Appendf(nil, "+00:%d", i))
	}
	if n := len(z.byName); n > mostZones {
		t.Errorf("%d zones are remembered", n)
	}
}
