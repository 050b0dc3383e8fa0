package scale_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/scale-sql/scale/scaletest"
)

// soakServer is a server with faults that knows the truth: which records it has
// stored, and which connections are open.
type soakServer struct {
	*scaletest.Server
	front  *httptest.Server
	faults []fault

	requests atomic.Int64
	mu       sync.Mutex
	met      map[string]int // faults, by name
	stored   map[string]int // times that a record of journal was stored, by name
	keys     [2]map[string][]byte

	open   atomic.Int64
	change chan struct{} // told when a connection has gone
}

// faultRate is how many of a hundred requests meet a fault.
const faultRate = 20

func newSoakServer(t *testing.T) *soakServer {
	s := &soakServer{met: map[string]int{}, stored: map[string]int{}, change: make(chan struct{}, 1)}
	s.keys[0] = map[string][]byte{}
	for _, f := range faultList("http://127.0.0.1:1") {
		// Pauses of seconds would leave no time for anything else.
		if !f.refuses && !strings.Contains(f.name, "seconds") && !strings.Contains(f.name, "date") && !strings.Contains(f.name, "long wait") {
			s.faults = append(s.faults, f)
		}
	}
	s.Server = scaletest.NewServer(scaletest.WithData(soakData()), scaletest.WithMiddleware(s.wrap))
	t.Cleanup(s.Server.Close)
	s.front = httptest.NewUnstartedServer(s.Server)
	s.front.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.front.Config.ConnState = s.connection
	s.front.Start()
	t.Cleanup(s.front.Close)
	return s
}

func (s *soakServer) dsn(options string) string {
	return "scale://" + s.Token() + "@" + strings.TrimPrefix(s.front.URL, "http://") + "/" + s.Instance() + "?tls=false&" + options
}

// soakData is the fleet, several times over, with a tank of two records for each
// worker to update, and a journal to insert into.
func soakData() scaletest.Data {
	data := fleet()
	tanks := scaletest.Object{Name: "tank", Key: "ID_TANK", Fields: []scaletest.Field{
		{Name: "ID_TANK", Type: "integer", NoWrite: true}, {Name: "worker", Type: "integer"}, {Name: "n", Type: "integer"},
	}}
	for i := range int64(2 * soakWorkers) {
		tanks.Records = append(tanks.Records, scaletest.Record{ID: i + 1, Values: map[string]string{"worker": strconv.FormatInt(i/2, 10), "n": "0"}})
	}
	journal := scaletest.Object{Name: "journal", Key: "ID_JOURNAL", Fields: []scaletest.Field{
		{Name: "ID_JOURNAL", Type: "integer", NoWrite: true}, {Name: "Nom", Type: "text"},
	}}
	return append(data, tanks, journal)
}

// connection counts connections. One that a fault takes over is closed by it.
func (s *soakServer) connection(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.open.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.open.Add(-1)
		select {
		case s.change <- struct{}{}:
		default:
		}
	}
}

// wrap meets some requests with a fault, of those to be carried out every other.
func (s *soakServer) wrap(next http.Handler) http.Handler {
	next = s.deduplicate(s.journal(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.requests.Add(1)%1000 == 0 {
			s.ResetRequests() // it would keep them all
		}
		if rand.N(100) >= faultRate {
			next.ServeHTTP(w, r)
			return
		}
		f := s.faults[rand.N(len(s.faults))]
		s.mu.Lock()
		s.met[f.name]++
		s.mu.Unlock()
		x := &exchange{w: w, r: r, next: next}
		if !f.denies && rand.N(2) == 0 {
			x.answer()
		} else if !f.cuts {
			io.Copy(io.Discard, r.Body)
		}
		f.do(x)
	})
}

// journal notes which records of the journal are stored, and takes them out
// again, so that it doesn't grow.
func (s *soakServer) journal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/put_objects/journal") {
			next.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, r)
		var answer struct {
			Objects []struct {
				Status, ID string
				Data       struct{ Nom string }
			}
		}
		json.Unmarshal(rec.Body.Bytes(), &answer)
		s.mu.Lock()
		for _, o := range answer.Objects {
			if o.Status == "OK" {
				s.stored[o.Data.Nom]++
				id, _ := strconv.ParseInt(o.ID, 10, 64)
				s.Delete("journal", id)
			}
		}
		s.mu.Unlock()
		w.WriteHeader(rec.Code)
		io.Copy(w, rec.Body)
	})
}

// deduplicate answers a key that it has seen as it did before. It remembers a
// few thousand keys.
func (s *soakServer) deduplicate(next http.Handler) http.Handler {
	var turn sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get(keyHeader)
		if key == "" {
			next.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		turn.Lock()
		defer turn.Unlock()
		answer := slices.Concat(s.keys[0][key], s.keys[1][key])
		if len(answer) == 0 {
			rec := httptest.NewRecorder()
			r.Body = io.NopCloser(bytes.NewReader(body))
			next.ServeHTTP(rec, r)
			answer = rec.Body.Bytes()
			if len(s.keys[0]) >= 2000 {
				s.keys[0], s.keys[1] = map[string][]byte{}, s.keys[0]
			}
			s.keys[0][key] = answer
		}
		w.Write(answer)
	})
}

// journaled says how often a record is stored, and forgets it.
func (s *soakServer) journaled(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.stored[name]
	delete(s.stored, name)
	return n
}

// forget drops what the server remembers of requests while there are none.
func (s *soakServer) forget() {
	s.ResetRequests()
	s.keys = [2]map[string][]byte{{}, nil}
}

// faultsMet lists the faults by name.
func (s *soakServer) faultsMet() (total int, list string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var parts []string
	for name, n := range s.met {
		total += n
		parts = append(parts, fmt.Sprintf("%s: %d", name, n))
	}
	slices.Sort(parts)
	return total, strings.Join(parts, ", ")
}
