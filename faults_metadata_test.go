package scale_test

import (
	"fmt"
	"slices"
	"testing"
)

// fleetMetadata are statements of a DB that has just been opened, and the
// requests for metadata that they make.
var fleetMetadata = []struct {
	name, query string
	requests    int
	rows        []string
}{
	{"SELECT", "SELECT id, Nom FROM ship ORDER BY id LIMIT 1", 2, []string{"3|Ship 07"}},
	{"SHOW TABLES", "SHOW TABLES", 1, []string{"ship", "trip"}},
	{"information_schema", "SELECT column_name FROM information_schema.columns WHERE table_name = 'trip' ORDER BY ordinal_position", 2,
		[]string{"id", "ID_TRIP", "Ref", "ship_id"}},
	{"Ping", "", 1, nil},
}

// TestFaultsOfMetadata meets each fault with the requests for metadata.
func TestFaultsOfMetadata(t *testing.T) {
	eachFault(t, func(t *testing.T, fault *fault) {
		for _, m := range fleetMetadata {
			for first := 1; first <= m.requests; first++ {
				for _, times := range []int{1, 2, always} {
					s := &script{fault: fault, kind: metadata, first: first, times: times}
					label := fmt.Sprintf("%s, requests from %d on, %d of them", m.name, first, times)
					s.stage(t, label, "prefetch=0", func(b *bench) { metadataCase(b, m.query, m.rows, m.requests) })
				}
			}
		}
	})
}

func metadataCase(b *bench, query string, want []string, usual int) {
	f, s := b.script.fault, b.script
	rows, err := ask(b, query)
	n, tries := s.count(metadata), f.tries
	if f.metaTries > 0 {
		tries = f.metaTries
	}
	replays := 0
	if f.wire && !f.refuses {
		replays = tries // net/http may repeat a GET by itself
	}
	if s.times < tries {
		if err != nil || !slices.Equal(rows, want) {
			b.errorf("%q, %v", rows, err)
		}
		if least := usual + s.times; n < least || n > least+replays {
			b.errorf("%d requests, want %d", n, least)
		}
	} else {
		f.check(b, err)
		if least := s.first - 1 + tries; n < least || n > least+replays {
			b.errorf("%d requests, want %d", n, least)
		}
	}
	if f.text == "max_retry_wait" {
		return // nothing is sent for as long as the API has asked for
	}
	s.mu.Lock()
	s.times = 0
	s.mu.Unlock()
	if rows, err := ask(b, query); err != nil || !slices.Equal(rows, want) {
		b.errorf("then %q, %v", rows, err)
	}
}

// ask runs a query; no query is a Ping.
func ask(b *bench, query string) ([]string, error) {
	if query == "" {
		return nil, b.db.PingContext(b.ctx)
	}
	return tryRows(b.ctx, b.db, query)
}
