package scale_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/scale-sql/scale"
)

// fleetWrites are the writes of the matrix, of six records in three batches of
// two.
var fleetWrites = []struct {
	name, query string
	update      bool
}{
	{"INSERT", "INSERT INTO ship (Nom, Port, n) VALUES ('New 1', 'Brest', 1), ('New 2', 'Lyon', 2), ('New 3', 'Brest', 3), ('New 4', 'Lyon', 4), ('New 5', 'Brest', 5), ('New 6', 'Lyon', 6)", false},
	{"UPDATE", "UPDATE ship SET n = n + 1000 WHERE id <= 18", true},
}

// TestFaultsOfWrites meets each fault with the second of three batches, once and
// always, with and without an idempotency key. What the user is told of each
// record must be the truth on the server, whether or not it carried out the
// request of which no answer came.
func TestFaultsOfWrites(t *testing.T) {
	eachFault(t, func(t *testing.T, fault *fault) {
		for _, write := range fleetWrites {
			for _, keyed := range []bool{false, true} {
				for _, carried := range []bool{false, true} {
					if carried && fault.denies {
						continue
					}
					for _, times := range []int{1, always} {
						c := &writeCase{fault: fault, update: write.update, keyed: keyed, times: times}
						s := &script{fault: fault, kind: writing, first: 2, times: times, carried: carried || fault.cuts}
						options := "prefetch=0"
						if keyed {
							options += "&dedupe_header=" + keyHeader
						}
						label := fmt.Sprintf("%s, keyed %t, carried out %t, %d times", write.name, keyed, s.carried, times)
						s.stage(t, label, options, func(b *bench) { c.run(b, write.query) })
					}
				}
			}
		}
	})
}

// writeCase is a write that meets a fault.
type writeCase struct {
	fault  *fault
	update bool
	keyed  bool
	times  int
}

func (c *writeCase) run(b *bench, query string) {
	result, err := b.db.ExecContext(b.ctx, query)
	statuses := "ssssss"
	var e *scale.BatchError
	switch {
	case err == nil:
		if n, err := result.RowsAffected(); n != 6 || err != nil {
			b.errorf("RowsAffected is %d, %v", n, err)
		}
	case !errors.As(err, &e):
		b.errorf("the error is no *BatchError: %v", err)
		return
	default:
		statuses = statusesOf(batchError(b.t, err))
		c.fault.check(b, err)
	}
	if want := c.want(); statuses != want {
		b.errorf("the records are said to be %s, want %s: %v", statuses, want, err)
	}
	for i, status := range statuses {
		stored := c.stored(b, i)
		if status == 's' && stored != 1 || strings.ContainsRune("rn", status) && stored != 0 || stored > 1 {
			b.errorf("record %d is said to be %c, and is stored %d times", i+1, status, stored)
		}
	}
	c.requests(b, statuses)
}

// want is what the user should be told of the six records.
func (c *writeCase) want() string {
	f := c.fault
	second := map[bool]map[bool]string{
		false: {false: f.put, true: f.spent},
		true:  {false: f.keyed, true: f.lost},
	}[c.keyed][c.times == always]
	switch {
	case len(second) > 2: // the error of an answer ends the write
		return "ss" + second
	case second != "ss":
		return "ss" + second + "nn"
	}
	return "ssssss"
}

// stored is how many times the record is on the server.
func (c *writeCase) stored(b *bench, i int) int {
	o, _ := b.server.Object("ship")
	n := 0
	for _, r := range o.Records {
		switch {
		case !c.update && r.Values["Nom"] == fmt.Sprintf("New %d", i+1),
			c.update && r.ID == int64(3*(i+1)) && r.Values["n"] == strconv.Itoa(i+1+1000):
			n++
		case c.update && r.ID == int64(3*(i+1)) && r.Values["n"] != strconv.Itoa(i+1):
			b.errorf("record %d has n = %s", r.ID, r.Values["n"])
		}
	}
	return n
}

// requests checks how often something was put: a request that the server may
// have carried out is not sent again without a key.
func (c *writeCase) requests(b *bench, statuses string) {
	n, want := b.script.count(writing), 2
	again := c.fault.put == "ss" || c.keyed && c.fault.keyed == "ss"
	switch {
	case c.fault.whole:
		want = 3
	case again:
		want = 4 // one more than usual, or the second three times
	}
	most := want
	if c.keyed && c.fault.wire && !c.fault.refuses && !c.fault.cuts {
		most += 3 // net/http repeats a request with such a header by itself
	}
	if n < want || n > most {
		b.errorf("%d requests, want %d: %s", n, want, statuses)
	}
}

// TestFaultsOfReadsBeforeWrites meets each fault with the page that an UPDATE or
// an INSERT reads first: it writes all of it, or nothing.
func TestFaultsOfReadsBeforeWrites(t *testing.T) {
	eachFault(t, func(t *testing.T, fault *fault) {
		for name, query := range map[string]string{
			"UPDATE":             "UPDATE ship SET n = n + 1000 WHERE id <= 60",
			"UPDATE, the engine": "UPDATE ship SET n = n + 1000 WHERE LENGTH(Nom) = 7 AND id <= 60",
			"INSERT SELECT":      "INSERT INTO ship (Nom, n) SELECT Nom, n + 1000 FROM ship WHERE id <= 60",
		} {
			for _, times := range []int{1, always} {
				label := fmt.Sprintf("%s, requests from 2 on, %d of them", name, times)
				s := &script{fault: fault, kind: reading, first: 2, times: times}
				s.stage(t, label, "prefetch=0", func(b *bench) { readsBefore(b, query, times) })
			}
		}
	})
}

func readsBefore(b *bench, query string, times int) {
	f := b.script.fault
	_, err := b.db.ExecContext(b.ctx, query)
	o, _ := b.server.Object("ship")
	written := 0
	for _, r := range o.Records {
		if n, _ := strconv.Atoi(r.Values["n"]); n > 1000 {
			written++
		}
	}
	if f.whole || !f.late && (f.cuts || times < f.tries) {
		if err != nil || written != 20 {
			b.errorf("%d records are written, want 20: %v", written, err)
		}
		return
	}
	f.check(b, err)
	if n := b.script.count(writing); n > 0 || written > 0 {
		b.errorf("%d requests have written %d records", n, written)
	}
}

// TestFaultsBetweenBatches meets each fault with the second page of an INSERT
// that writes while it reads: it says what is stored already.
func TestFaultsBetweenBatches(t *testing.T) {
	eachFault(t, func(t *testing.T, fault *fault) {
		for _, times := range []int{1, always} {
			s := &script{fault: fault, kind: reading, first: 2, times: times}
			s.stage(t, fmt.Sprintf("requests from 2 on, %d of them", times), "prefetch=0", func(b *bench) {
				_, err := b.db.ExecContext(b.ctx, "INSERT INTO ship (Nom, n) SELECT Ref, id FROM trip")
				o, _ := b.server.Object("ship")
				stored := len(o.Records) - 60
				if fault.whole || !fault.late && (fault.cuts || times < fault.tries) {
					if err != nil || stored != 20 {
						b.errorf("%d records are stored, want 20: %v", stored, err)
					}
					return
				}
				fault.check(b, err)
				if e := batchError(b.t, err); e.Stored != stored || e.Unknown != 0 || stored > 18 {
					b.errorf("%d records are stored: %v", stored, err)
				}
			})
		}
	})
}
