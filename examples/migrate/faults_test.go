package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// faulty is a server that fails in all the ways that leave a request stored whole or
// not at all.
func faulty(rng *rand.Rand) func(n int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
	var mu sync.Mutex // a request that was cut off may still be under way
	return func(_ int, inner http.Handler, w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		fault, part := rng.IntN(10), rng.Float64()
		mu.Unlock()
		answer := httptest.NewRecorder()
		switch fault {
		case 0: // not stored, and no telling
			w.WriteHeader(http.StatusServiceUnavailable)
		case 1: // stored, and no telling
			inner.ServeHTTP(answer, r)
			w.WriteHeader(http.StatusBadGateway)
		case 2: // stored, and cut off in the answer
			inner.ServeHTTP(answer, r)
			body := answer.Body.Bytes()
			io.WriteString(w, string(body[:int(part*float64(len(body)))]))
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		case 3: // cut off before
			panic(http.ErrAbortHandler)
		case 4: // refused
			http.Error(w, `{"error":"no"}`, http.StatusForbidden)
		case 5:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
		default:
			inner.ServeHTTP(w, r)
		}
	}
}

// TestFaults loads files and runs statements on servers that fail at random, and goes
// on as a user would who looks in the instance. In the end each record is there once.
func TestFaults(t *testing.T) {
	doubts := 0
	for seed := range uint64(60) {
		choices := rand.New(rand.NewPCG(seed, 8))
		server := newServer(t, puts(faulty(rand.New(rand.NewPCG(seed, 7)))))
		rows := "name\n"
		var want []string
		for i := range 1 + choices.IntN(20) {
			want = append(want, fmt.Sprintf("r%d", i))
			rows += want[i] + "\n"
		}
		want = append(want, "y", "z")
		path := files(t, "-- load: rows.csv\nINSERT INTO people (name) VALUES (:name);\nINSERT INTO people (name) VALUES ('y'), ('z');", rows)
		dsn := server.DSN(fmt.Sprintf("batch_size=%d", 2+choices.IntN(4)))
		var resolve []string
		for runs := 0; ; runs++ {
			got := migrate(t.Context(), dsn, slices.Concat(resolve, []string{"-chunk", fmt.Sprint(1 + choices.IntN(9)), path})...)
			resolve = nil
			if got.code == 0 {
				break
			}
			if got.code == exitDoubt {
				doubts++
				resolve = []string{"-resolve", looked(t, server, path, got)}
			} else if got.code != exitFailed || runs > 300 {
				t.Fatalf("seed %d: exit code %d: %s", seed, got.code, got.errs)
			}
		}
		stored := names(server)
		slices.Sort(stored)
		slices.Sort(want)
		if !slices.Equal(stored, want) {
			t.Fatalf("seed %d: stored is %q, want %q:\n%s", seed, stored, want, read(t, path+".journal"))
		}
	}
	if doubts < 100 {
		t.Errorf("there were %d doubts only", doubts)
	}
}

// looked settles a doubt by looking whether the records that the journal says are
// unknown are there.
func looked(t *testing.T, server *scaletest.Server, path string, got ran) string {
	t.Helper()
	file, err := os.Open(path + ".journal")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	entries, _, err := readJournal(path, file)
	if err != nil {
		t.Fatal(err)
	}
	failed, started := entries[len(entries)-1], entries[len(entries)-2]
	there, missing := 0, 0
	stored := names(server)
	for _, o := range failed.Outcomes {
		for row := o.From; row <= o.To && o.Status == statusUnknown; row++ {
			name := fmt.Sprintf("r%d", int(started.Before)+row-1)
			if started.Chunk == 0 {
				name = string("yz"[row-1])
			}
			if slices.Contains(stored, name) {
				there++
			} else {
				missing++
			}
		}
	}
	as := asDone
	switch {
	case there > 0 && missing > 0:
		t.Fatalf("%d are there and %d are not: %+v", there, missing, failed)
	case missing > 0:
		as = asRetry
	case failed.Rejected > 0:
		as = asRest
	}
	if !strings.Contains(got.errs, fmt.Sprintf("-resolve %v=%s", failed.place(), as)) {
		t.Fatalf("%s is not offered: %s", as, got.errs)
	}
	return fmt.Sprintf("%v=%s", failed.place(), as)
}
