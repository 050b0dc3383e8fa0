package api

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// quota is what an answer's headers say of the server's limit on requests.
type quota struct {
	remaining int           // requests that may be sent yet, -1 if unknown
	reset     time.Duration // until there are more, -1 if unknown
	rate      float64       // requests a second of the policy, 0 if unknown
}

// pause is how long a server asks to wait before the next request, if it does.
type pause struct {
	time  time.Duration
	named bool
}

// quotaOf reads the headers in their usual spellings: X-RateLimit-Limit,
// -Remaining and -Reset, also as X-Rate-Limit-... and RateLimit-..., and
// RateLimit with RateLimit-Policy as the IETF's drafts have them.
func quotaOf(h http.Header) quota {
	q := quota{remaining: -1, reset: -1}
	for _, prefix := range []string{"Ratelimit-", "X-Ratelimit-", "X-Rate-Limit-"} {
		if n, ok := leastNumber(h.Get(prefix + "Remaining")); ok {
			q.remaining = n
		}
		if d, ok := untilReset(h.Get(prefix+"Reset"), h); ok {
			q.reset = d
		}
	}
	for _, item := range strings.Split(h.Get("Ratelimit"), ",") {
		q.item(item, h)
	}
	q.rate = slowestPolicy(h)
	return q
}

// item takes over one limit of the header RateLimit if it leaves the least
// requests: "default";r=50;t=30, or remaining=50, reset=30 in older drafts.
func (q *quota) item(text string, h http.Header) {
	remaining, reset := -1, time.Duration(-1)
	for name, value := range itemParts(text) {
		switch name {
		case "r", "remaining":
			if n, err := strconv.Atoi(value); err == nil {
				remaining = max(n, 0)
			}
		case "t", "reset":
			if d, ok := untilReset(value, h); ok {
				reset = d
			}
		}
	}
	if remaining >= 0 && (q.remaining < 0 || remaining < q.remaining) {
		q.remaining, q.reset = remaining, reset
	} else if remaining < 0 && reset >= 0 && q.reset < 0 {
		q.reset = reset // of the older drafts, where each is an item
	}
}

// itemParts are the name=value parts of an item, in lower case.
func itemParts(item string) func(yield func(name, value string) bool) {
	return func(yield func(string, string) bool) {
		for _, p := range strings.Split(item, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
			if !yield(strings.ToLower(strings.TrimSpace(name)), strings.Trim(strings.TrimSpace(value), `"`)) {
				return
			}
		}
	}
}

// longestPolicy bounds the windows of policies that are spread evenly over their
// time: a quota of a day is not, since a program of a minute may use it up.
const longestPolicy = 5 * time.Minute

// slowestPolicy is the least rate of the policies: 100;w=60, or
// "default";q=100;w=60 in newer drafts.
func slowestPolicy(h http.Header) float64 {
	slowest := 0.0
	for _, item := range strings.Split(h.Get("Ratelimit-Policy"), ",") {
		var count, window float64
		for name, value := range itemParts(item) {
			number, err := strconv.ParseFloat(firstOf(value, name), 64)
			switch {
			case err != nil:
			case name == "w":
				window = number
			case name == "q" || value == "":
				count = number
			}
		}
		if count >= 1 && window >= 1 && window <= longestPolicy.Seconds() && (slowest == 0 || count/window < slowest) {
			slowest = count / window
		}
	}
	return slowest
}

// leastNumber is the least of a list of numbers.
func leastNumber(list string) (least int, ok bool) {
	for _, text := range strings.Split(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err == nil && (!ok || n < least) {
			least, ok = max(n, 0), true
		}
	}
	return least, ok
}

// untilReset reads when a limit is renewed: in seconds from now, or as a time,
// which is an HTTP date or counts seconds or milliseconds since 1970. No server
// has a limit that is renewed after a year, so that large numbers are times.
// Whole seconds were rounded, mostly down, so that one more is waited.
func untilReset(text string, h http.Header) (time.Duration, bool) {
	if d, ok := untilDate(h.Get("Date"), text); ok {
		return d + time.Second, true
	}
	text, _, _ = strings.Cut(strings.TrimSpace(text), ",")
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || !(n >= 0 && n < 1e15) {
		return 0, false
	}
	if !strings.Contains(text, ".") && n < 1e11 {
		n++
	}
	switch {
	case n > 1e11:
		return max(0, time.UnixMilli(int64(n)).Sub(serverTime(h.Get("Date")))), true
	case n > 365*24*3600:
		return max(0, time.Unix(0, int64(n*1e9)).Sub(serverTime(h.Get("Date")))), true
	}
	return time.Duration(n * float64(time.Second)), true
}

// pauseOf reads the header Retry-After: seconds, which some servers write with a
// fraction, or a date.
func pauseOf(h http.Header) pause {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		const most = 1 << 32 // more would not fit into a Duration
		return pause{time.Duration(min(seconds, most)) * time.Second, true}
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds >= 0 && seconds < 1e9 {
		return pause{time.Duration(seconds * float64(time.Second)), true}
	}
	d, ok := untilDate(h.Get("Date"), text)
	return pause{d, ok}
}

// pauseOfRefusal is the pause that an answer of 429 asks for: Retry-After, or
// else the time until a spent limit is renewed.
func pauseOfRefusal(h http.Header) pause {
	p, q := pauseOf(h), quotaOf(h)
	if !p.named && q.reset >= 0 {
		return pause{q.reset, true}
	}
	return p
}

// untilDate is the time until an HTTP date.
func untilDate(now, date string) (time.Duration, bool) {
	at, err := http.ParseTime(date)
	if err != nil {
		return 0, false
	}
	return max(0, at.Sub(serverTime(now))), true
}

// serverTime is what time the server has, by an answer's header Date: the clocks
// of two machines differ.
func serverTime(date string) time.Time {
	now, err := http.ParseTime(date)
	if err != nil {
		return time.Now()
	}
	return now
}
