package scale_test

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/scale-sql/scale"
)

var soakTime = flag.Duration("soak", 0, "how long TestSoak runs; 0 is a few seconds")

// soakWorkers is how many run statements at the same time.
const soakWorkers = 32

// soakQueries are those whose rows never change.
var soakQueries = map[string]string{
	"scan":   "SELECT id, Nom, Port, n FROM ship ORDER BY id",
	"engine": "SELECT Port, COUNT(*), SUM(n), MAX(UPPER(Nom)) FROM ship GROUP BY Port ORDER BY LENGTH(Port), Port",
	"join":   "SELECT s.Nom, t.Ref FROM ship s JOIN trip t ON t.ship_id = s.id ORDER BY LENGTH(s.Nom), s.Nom, t.Ref",
}

// soakDSNs are the options of the DBs that share the load.
var soakDSNs = []string{
	"page_size=10&batch_size=3&schema_ttl=40ms",
	"page_size=7&prefetch=4&paging=keyset&batch_size=2&dedupe_header=" + keyHeader,
	"page_size=16&prefetch=0&paging=page&schema_ttl=5ms",
}

// soakLimits are options of all of them: waits are short, and so is patience.
const soakLimits = "&timeout=250ms&max_retries=3&max_retry_wait=3ms"

// soak is a long run: many workers and all kinds of statements against a server
// of which a fifth of the answers are faults.
type soak struct {
	t        *testing.T
	server   *soakServer
	dbs      []*sql.DB
	thrifty  *sql.DB // may make three requests a statement
	buffered *sql.DB // has transactions
	truth    map[string][]string

	statements, failed, cancelled, refused, retries atomic.Int64

	said     map[string]*atomic.Int64 // records, by what was said of them
	doubtful sync.Map                 // names of records of which it is unknown whether they are stored
}

// TestSoak checks what each statement says against the truth, and that the run
// leaves nothing behind.
func TestSoak(t *testing.T) {
	if testing.Short() && *soakTime == 0 {
		t.Skip("it takes some seconds")
	}
	before := goleak.IgnoreCurrent()
	goroutines := runtime.NumGoroutine()
	s := &soak{t: t, server: newSoakServer(t), truth: map[string][]string{}, said: map[string]*atomic.Int64{}}
	for _, status := range []string{"stored", "rejected", "not sent", "unknown"} {
		s.said[status] = new(atomic.Int64)
	}
	for name, query := range soakQueries {
		s.truth[name] = soakTruth(t, query)
	}
	s.open()
	s.work(time.Second) // until all caches are full
	s.server.forget()
	heap := liveHeap()
	s.work(max(*soakTime, 4*time.Second))
	s.server.forget()
	after := liveHeap()
	s.close()
	s.finish(heap, after, goroutines)
	goleak.VerifyNone(t, before)
}

// soakTruth is the result of a query without faults.
func soakTruth(t *testing.T, query string) (rows []string) {
	(&script{}).stage(t, query, "prefetch=0", func(b *bench) { rows = rowsOf(b.t, b.db, query) })
	return rows
}

func (s *soak) open() {
	for _, options := range soakDSNs {
		s.dbs = append(s.dbs, s.openDB(options))
	}
	s.thrifty = s.openDB("page_size=10&max_requests=3")
	s.buffered = s.openDB("tx=buffer&batch_size=2")
}

func (s *soak) openDB(options string) *sql.DB {
	cfg, err := scale.ParseDSN(s.server.dsn(options + soakLimits))
	if err != nil {
		s.t.Fatal(err)
	}
	cfg.Trace = &scale.Trace{QueryEnd: func(_ context.Context, _ scale.QueryInfo, r scale.QueryResult) { s.retries.Add(r.Retries) }}
	connector, err := scale.NewConnector(cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	return sql.OpenDB(connector)
}

func (s *soak) close() {
	for _, db := range append(s.dbs, s.thrifty, s.buffered) {
		if n := db.Stats().InUse; n != 0 {
			s.t.Errorf("%d connections of a DB are in use", n)
		}
		if err := db.Close(); err != nil {
			s.t.Error(err)
		}
	}
}

// work lets the workers run for a time.
func (s *soak) work(d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	before := s.tanks()
	var wg sync.WaitGroup
	for i := range soakWorkers {
		w := &soakWorker{soak: s, number: i, names: int(s.statements.Load()) * soakWorkers, prepared: map[*sql.DB]*sql.Stmt{}}
		w.least, w.most = before[i], before[i]
		wg.Go(func() {
			w.run(ctx)
			w.checkTanks()
		})
	}
	wg.Wait()
}

// tanks are what the workers' tanks hold.
func (s *soak) tanks() (all [soakWorkers][2]int) {
	o, _ := s.server.Object("tank")
	for i := range all {
		for j := range 2 {
			r, _ := o.Record(int64(2*i + j + 1))
			fmt.Sscan(r.Values["n"], &all[i][j])
		}
	}
	return all
}

// liveHeap is what the garbage collector leaves.
func liveHeap() int64 {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// maxSoakGrowth bounds the growth of the heap, in which are the names of records
// of which it is unknown whether they are stored.
const maxSoakGrowth = 16 << 20

// finish checks what is left in the end, and prints the figures.
func (s *soak) finish(heap, after int64, goroutines int) {
	patience, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for s.server.open.Load() > 0 && patience.Err() == nil {
		select {
		case <-s.server.change:
		case <-patience.Done():
		}
	}
	if n := s.server.open.Load(); n != 0 {
		s.t.Errorf("%d connections are open", n)
	}
	s.server.mu.Lock()
	for name, n := range s.server.stored {
		if _, ok := s.doubtful.Load(name); !ok || n > 1 {
			s.t.Errorf("%s was stored %d times, of which nothing was said", name, n)
		}
	}
	s.server.mu.Unlock()
	if after-heap > maxSoakGrowth {
		s.t.Errorf("the heap has grown from %d to %d bytes", heap, after)
	}
	if s.refused.Load() == 0 || s.said["stored"].Load() == 0 || s.cancelled.Load() == 0 {
		s.t.Error("the load has not been mixed")
	}
	s.server.front.Close()
	s.server.Server.Close()
	faults, list := s.server.faultsMet()
	var said []string
	for _, status := range []string{"stored", "rejected", "not sent", "unknown"} {
		said = append(said, fmt.Sprintf("%d %s", s.said[status].Load(), status))
	}
	fmt.Printf("soak: %d statements (%d failed, %d cancelled, %d over budget), %d requests, %d retries, %d faults; records inserted: %s; heap %.1f to %.1f MiB, goroutines %d to %d, connections 0 to %d; faults: %s\n",
		s.statements.Load(), s.failed.Load(), s.cancelled.Load(), s.refused.Load(), s.server.requests.Load(), s.retries.Load(), faults,
		strings.Join(said, ", "), float64(heap)/(1<<20), float64(after)/(1<<20), goroutines, runtime.NumGoroutine(), s.server.open.Load(), list)
}
