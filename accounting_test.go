package scale_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/scale-sql/scale"
	"github.com/scale-sql/scale/scaletest"
)

// faults answers some of the requests that put something as a bad server or a
// bad network would.
type faults struct {
	mu       sync.Mutex
	rand     *rand.Rand
	made     map[string]int
	internal string // the status of an internal error, empty for 500
}

var faultKinds = []string{
	"", "", "", "", "", "", "429", "503", "500", "500 after storing",
	"cut before the body", "cut before storing", "cut after storing", "half an answer",
}

func (f *faults) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost {
			next.ServeHTTP(w, r)
			return
		}
		f.mu.Lock()
		kind := faultKinds[f.rand.IntN(len(faultKinds))]
		f.made[kind]++
		f.mu.Unlock()
		f.serve(kind, w, r, next)
	})
}

func (f *faults) serve(kind string, w http.ResponseWriter, r *http.Request, next http.Handler) {
	if kind == "cut before the body" {
		panic(http.ErrAbortHandler)
	}
	stores := kind == "500 after storing" || kind == "cut after storing" || kind == "half an answer"
	answer := httptest.NewRecorder()
	if stores {
		next.ServeHTTP(answer, r)
	} else if kind != "" {
		io.Copy(io.Discard, r.Body)
	}
	w.Header().Set("Retry-After", "0")
	switch kind {
	case "":
		w.Header().Del("Retry-After")
		next.ServeHTTP(w, r)
	case "429", "503", "500", "500 after storing":
		if f.internal != "" {
			kind = strings.Replace(kind, "500", f.internal, 1)
		}
		status, _ := strconv.Atoi(kind[:3])
		w.WriteHeader(status)
	case "half an answer":
		w.Header().Set("Content-Length", strconv.Itoa(answer.Body.Len()))
		w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	default:
		panic(http.ErrAbortHandler)
	}
}

// ledger is what became of rows, by their texts, as statements have told it.
type ledger struct {
	t    *testing.T
	rows map[string]string // status
	ids  map[string]int64
	sums map[string]int
}

// write starts a server behind middleware, and runs INSERTs of rows in
// statements of random sizes.
func (l *ledger) write(dsn string, rows int, random *rand.Rand, middleware ...scaletest.Option) *scaletest.Server {
	journal := scaletest.Data{{Name: "journal", Fields: []scaletest.Field{{Name: "Ligne", Type: "text"}}}}
	server := scaletest.NewServer(append([]scaletest.Option{scaletest.WithData(journal)}, middleware...)...)
	l.t.Cleanup(server.Close)
	db := openDSN(l.t, server.DSN(dsn))
	for row := 0; row < rows; {
		n := 1
		if random.IntN(3) > 0 {
			n += random.IntN(min(rows-row, 180))
		}
		texts := make([]any, n)
		for i := range texts {
			texts[i] = fmt.Sprintf("row %d", row)
			row++
		}
		query := "INSERT INTO journal (Ligne) VALUES (?)" + strings.Repeat(", (?)", n-1)
		result, err := db.ExecContext(soon(l.t), query, texts...)
		if err == nil {
			affected(l.t, query[:20], result, int64(n))
			ids, err := scale.InsertedIDs(result)
			if err != nil || len(ids) != n {
				l.t.Fatalf("%d ids of %d rows: %v", len(ids), n, err)
			}
			for i, id := range ids {
				l.note(texts[i].(string), "stored", id)
			}
			continue
		}
		e := batchError(l.t, err)
		if len(e.Records) != n {
			l.t.Fatalf("%d records of %d rows", len(e.Records), n)
		}
		for i, r := range e.Records {
			l.note(texts[i].(string), r.Status, r.ID)
		}
	}
	return server
}

func (l *ledger) note(text, status string, id int64) {
	l.rows[text], l.ids[text] = status, id
	l.sums[status]++
}

// check compares the ledger with what the server has.
func (l *ledger) check(server *scaletest.Server) {
	o, _ := server.Object("journal")
	times := map[string]int{}
	unknown := 0
	for _, r := range o.Records {
		text := r.Values["Ligne"]
		times[text]++
		switch status := l.rows[text]; status {
		case "stored":
			if l.ids[text] != r.ID {
				l.t.Errorf("%s has the id %d, and was said to have %d", text, r.ID, l.ids[text])
			}
		case "unknown":
			unknown++
		default:
			l.t.Errorf("%s is there, and was said to be %s", text, status)
		}
		if times[text] > 1 {
			l.t.Errorf("%s is there %d times", text, times[text])
		}
	}
	for text, status := range l.rows {
		if status == "stored" && times[text] == 0 {
			l.t.Errorf("%s is not there, and was said to be stored", text)
		}
	}
	if len(o.Records) != l.sums["stored"]+unknown {
		l.t.Errorf("%d records are there, %d were stored and %d of unknown ones are there", len(o.Records), l.sums["stored"], unknown)
	}
	l.t.Logf("%v; of the unknown ones %d are there", l.sums, unknown)
}

func newLedger(t *testing.T) *ledger {
	return &ledger{t: t, rows: map[string]string{}, ids: map[string]int64{}, sums: map[string]int{}}
}

// TestEveryRowIsAccountedFor inserts rows through a bad network: what is said to
// be stored is there once, what is said not to be is not, and nothing is there
// twice.
func TestEveryRowIsAccountedFor(t *testing.T) {
	f := &faults{rand: rand.New(rand.NewPCG(7, 7)), made: map[string]int{}}
	l := newLedger(t)
	server := l.write("batch_size=37&max_retry_wait=1ms", 10_000, rand.New(rand.NewPCG(1, 2)), scaletest.WithMiddleware(f.wrap))
	l.check(server)
	if len(l.rows) != 10_000 || l.sums["stored"] < 1000 || l.sums["unknown"] < 500 || l.sums["not sent"] < 500 {
		t.Errorf("%d rows: %v", len(l.rows), l.sums)
	}
	for _, kind := range faultKinds {
		if f.made[kind] == 0 {
			t.Errorf("no request met %q: %v", kind, f.made)
		}
	}
}

// dedupe is a server's memory of idempotency keys.
type dedupe struct {
	drops bool // whether a repeated request is refused, rather than answered again

	mu       sync.Mutex
	answers  map[string]*httptest.ResponseRecorder
	repeated int
}

func (d *dedupe) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("X-Once")
		if r.Method != http.MethodPost || key == "" {
			next.ServeHTTP(w, r)
			return
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		answer, known := d.answers[key]
		if !known {
			answer = httptest.NewRecorder()
			next.ServeHTTP(answer, r)
			d.answers[key] = answer
		} else {
			d.repeated++
			io.Copy(io.Discard, r.Body)
		}
		if known && d.drops {
			http.Error(w, `{"error":409,"error_text":"this request has been carried out"}`, http.StatusConflict)
			return
		}
		w.WriteHeader(answer.Code)
		w.Write(answer.Body.Bytes())
	})
}

// TestRepeatsUnderAKey lets the driver repeat requests that a server recognises:
// nothing is stored twice, and where the server answers again, next to nothing
// stays unknown.
func TestRepeatsUnderAKey(t *testing.T) {
	for _, drops := range []bool{false, true} {
		t.Run(fmt.Sprintf("drops=%v", drops), func(t *testing.T) {
			// A write is not repeated after a 500, key or not.
			f := &faults{rand: rand.New(rand.NewPCG(3, 4)), made: map[string]int{}, internal: "502"}
			d := &dedupe{drops: drops, answers: map[string]*httptest.ResponseRecorder{}}
			l := newLedger(t)
			server := l.write("batch_size=37&max_retry_wait=1ms&max_retries=20&dedupe_header=X-Once", 5_000, rand.New(rand.NewPCG(5, 6)),
				scaletest.WithMiddleware(d.wrap), scaletest.WithMiddleware(f.wrap))
			l.check(server)
			if d.repeated == 0 {
				t.Error("no request was repeated")
			}
			if !drops && (l.sums["stored"] != 5_000 || len(l.sums) != 1) {
				t.Errorf("%v", l.sums)
			}
		})
	}
}
