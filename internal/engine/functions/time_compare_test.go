package functions

import "testing"

func TestCompareTimes(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"10:00:00", "9:59:59", 1}, {"10:00", "10:00:00", 0}, {"100:00:00", "99:00:00", 1}, {"-01:00:00", "00:00:00", -1}, {"-02:00:00", "-01:00:00", -1},
		{"10:00:00.5", "10:00:00.50", 0}, {"10:00:00.4", "10:00:00.2", 1}, {"-00:00:00.4", "-00:00:00.2", -1}, {"-00:00:00", "00:00:00", 0},
		{"838:59:59", "-838:59:59", 1}, {"", "00:00:00", -1}, {"", "", 0}, {"soon", "-838:59:59", -1}, {"a", "b", -1}, {"1:2:3:4", "-838:59:59", -1},
		{"10", "00:00:00", -1}, {"1::2", "00:00", -1}, {"1:00:00.x", "00:00:00", -1}, {"9999999:00:00", "00:00:00", -1},
	} {
		if got := compareTimes(test.a, test.b); got != test.want {
			t.Errorf("%q <=> %q: got %d, want %d", test.a, test.b, got, test.want)
		}
		if got := compareTimes(test.b, test.a); got != -test.want {
			t.Errorf("%q <=> %q: got %d, want %d", test.b, test.a, got, -test.want)
		}
	}
}
