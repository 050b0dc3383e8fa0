package api

import (
	"net/http"
	"testing"
	"time"
)

func TestQuota(t *testing.T) {
	date := time.Unix(1_700_000_000, 0).UTC()
	tests := []struct {
		name   string
		header map[string]string
		want   quota
	}{
		{"nothing", nil, quota{-1, -1, 0}},
		{"X-RateLimit", map[string]string{"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "30"}, quota{7, 31 * time.Second, 0}},
		{"X-Rate-Limit", map[string]string{"X-Rate-Limit-Remaining": "7", "X-Rate-Limit-Reset": "30"}, quota{7, 31 * time.Second, 0}},
		{"RateLimit-", map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "0.25"}, quota{0, 250 * time.Millisecond, 0}},
		{"epoch", map[string]string{"X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "1700000020"}, quota{7, 21 * time.Second, 0}},
		{"epoch in milliseconds", map[string]string{"X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "1700000020500"}, quota{7, 20500 * time.Millisecond, 0}},
		{"a past epoch", map[string]string{"X-RateLimit-Reset": "1600000000"}, quota{-1, 0, 0}},
		{"a date", map[string]string{"X-RateLimit-Reset": "Tue, 14 Nov 2023 22:13:30 GMT"}, quota{-1, 11 * time.Second, 0}},
		{"RateLimit", map[string]string{"RateLimit": `"default";r=50;t=30`}, quota{50, 31 * time.Second, 0}},
		{"RateLimit, the least of several", map[string]string{"RateLimit": `"day";r=4000;t=40000, "burst";r=3;t=1`}, quota{3, 2 * time.Second, 0}},
		{"RateLimit of old", map[string]string{"RateLimit": "limit=100, remaining=50, reset=30"}, quota{50, 31 * time.Second, 0}},
		{"policy", map[string]string{"RateLimit-Policy": `"default";q=120;w=60`}, quota{-1, -1, 2}},
		{"policy of old", map[string]string{"RateLimit-Policy": "120;w=60"}, quota{-1, -1, 2}},
		{"the slowest policy but that of a day", map[string]string{"RateLimit-Policy": `10;w=1, 60;w=60;comment="x", 5000;w=86400`}, quota{-1, -1, 1}},
		{"a list", map[string]string{"X-RateLimit-Remaining": "99, 3", "X-RateLimit-Reset": "10, 20"}, quota{3, 11 * time.Second, 0}},
		{"negative", map[string]string{"X-RateLimit-Remaining": "-4", "X-RateLimit-Reset": "-1"}, quota{0, -1, 0}},
		{"nonsense", map[string]string{"X-RateLimit-Remaining": "many", "X-RateLimit-Reset": "NaN", "RateLimit": ";;=,r", "RateLimit-Policy": "q=;w=0,w"}, quota{-1, -1, 0}},
		{"infinite", map[string]string{"X-RateLimit-Reset": "1e300", "RateLimit-Policy": "1e300;w=1e300"}, quota{-1, -1, 0}},
	}
	for _, tt := range tests {
		h := http.Header{}
		h.Set("Date", date.Format(http.TimeFormat))
		for name, value := range tt.header {
			h.Set(name, value)
		}
		if got := quotaOf(h); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	for text, want := range map[string]pause{
		"7": {7 * time.Second, true}, "0": {0, true}, "1.25": {1250 * time.Millisecond, true},
		"": {}, "-1": {}, "NaN": {}, "Inf": {}, "soon": {},
	} {
		if got := pauseOf(http.Header{"Retry-After": {text}}); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
