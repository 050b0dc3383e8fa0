package bench

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/scale-sql/scale"
)

// customer is a row in typed variables.
type customer struct {
	id                                                          int64
	civilite, prenom, nom, email, telephone, adresse, cp, ville string
	pays, status, commentaire                                   string
	naissance, interaction                                      sql.NullTime
	age, points                                                 sql.NullInt64
	newsletter, optin                                           sql.NullBool
	solde, panier                                               sql.NullString
}

const columns = "id, Civilite, Prenom, Nom, EMail, Telephone, Adresse, CP, Ville, Pays, DateNaissance, cc_age, " +
	"status, newsletter, solde, points, date_last_interaction, panier_moyen, optin_sms, commentaire"

func (c *customer) pointers() []any {
	return []any{&c.id, &c.civilite, &c.prenom, &c.nom, &c.email, &c.telephone, &c.adresse, &c.cp, &c.ville, &c.pays,
		&c.naissance, &c.age, &c.status, &c.newsletter, &c.solde, &c.points, &c.interaction, &c.panier, &c.optin, &c.commentaire}
}

// readByDriver reads n rows through database/sql.
func readByDriver(tb testing.TB, db *sql.DB, n int, each func(i int)) {
	rows, err := db.Query("SELECT " + columns + " FROM contact LIMIT " + strconv.Itoa(n))
	if err != nil {
		tb.Fatal(err)
	}
	defer rows.Close()
	var c customer
	to := c.pointers()
	got := 0
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			tb.Fatal(err)
		}
		if each != nil {
			each(got)
		}
		got++
	}
	if err := rows.Err(); err != nil || got != n {
		tb.Fatalf("%d of %d rows: %v", got, n, err)
	}
}

// readByHand reads n rows as a program would that has no driver: each page is
// decoded into maps, each value converted.
func readByHand(tb testing.TB, base string, n, pageSize int) {
	names := strings.Split(columns, ", ")
	var c customer
	for offset := 0; offset < n; offset += pageSize {
		req, _ := http.NewRequest("GET", fmt.Sprintf("%s/get_objects/contact?limit=%d&offset=%d", base, min(pageSize, n-offset), offset), nil)
		req.Header.Set("Authorization", "Bearer token")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			tb.Fatal(err)
		}
		var page struct {
			Objects []struct {
				ID   string            `json:"id"`
				Data map[string]string `json:"data"`
			} `json:"objects"`
		}
		if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
			tb.Fatal(err)
		}
		resp.Body.Close()
		for _, o := range page.Objects {
			if err := c.fill(o.ID, o.Data, names); err != nil {
				tb.Fatal(err)
			}
		}
	}
}

func (c *customer) fill(id string, data map[string]string, names []string) (err error) {
	if c.id, err = strconv.ParseInt(id, 10, 64); err != nil {
		return err
	}
	for i, to := range c.pointers()[1:] {
		text := data[names[i+1]]
		switch to := to.(type) {
		case *string:
			*to = text
		case *sql.NullString:
			*to = sql.NullString{String: text, Valid: text != ""}
		case *sql.NullBool:
			*to = sql.NullBool{Bool: text == "Y", Valid: text != ""}
		case *sql.NullInt64:
			to.Valid = text != ""
			if to.Valid {
				to.Int64, err = strconv.ParseInt(text, 10, 64)
			}
		case *sql.NullTime:
			layout := time.DateTime
			if len(text) == len(time.DateOnly) {
				layout = time.DateOnly
			}
			if to.Valid = text != ""; to.Valid {
				to.Time, err = time.Parse(layout, text)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// open opens the stub's instance; its latency is wait milliseconds a page.
func open(tb testing.TB, addr string, wait int, options string) *sql.DB {
	tb.Helper()
	db, err := sql.Open("scale", fmt.Sprintf("scale://token@%s/%d?tls=false&%s", addr, wait, options))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// BenchmarkScan reports the time of a row, its allocations, and the ratio of the
// driver's time to that of the client written by hand, measured in turns so that
// whatever else the machine does weighs on both.
func BenchmarkScan(b *testing.B) {
	addr := startStub(b)
	base := "http://" + addr + "/v1/datamart/0"
	for _, pageSize := range []int{1000, 100} {
		b.Run(fmt.Sprintf("page=%d", pageSize), func(b *testing.B) {
			const n = 20_000
			db := open(b, addr, 0, fmt.Sprintf("page_size=%d", pageSize))
			readByDriver(b, db, n, nil)
			readByHand(b, base, n, pageSize)
			var driver, hand time.Duration
			var before, after runtime.MemStats
			var mallocs, bytes uint64
			for b.Loop() {
				start := time.Now()
				readByHand(b, base, n, pageSize)
				hand += time.Since(start)
				runtime.ReadMemStats(&before)
				start = time.Now()
				readByDriver(b, db, n, nil)
				driver += time.Since(start)
				runtime.ReadMemStats(&after)
				mallocs += after.Mallocs - before.Mallocs
				bytes += after.TotalAlloc - before.TotalAlloc
			}
			rows := float64(b.N * n)
			b.ReportMetric(float64(driver)/rows, "ns/row")
			b.ReportMetric(float64(hand)/rows, "hand-ns/row")
			b.ReportMetric(float64(driver)/float64(hand), "ratio")
			b.ReportMetric(float64(mallocs)/rows, "allocs/row")
			b.ReportMetric(float64(bytes)/rows, "B/row")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkPrefetch reports the time of 20 pages that take 50 ms each to come,
// as a ratio to reading them one after the other.
func BenchmarkPrefetch(b *testing.B) {
	addr := startStub(b)
	const n = 20 * 1000
	for _, prefetch := range []int{1, 4} {
		b.Run(fmt.Sprintf("prefetch=%d", prefetch), func(b *testing.B) {
			ahead := open(b, addr, 50, fmt.Sprintf("prefetch=%d", prefetch))
			none := open(b, addr, 50, "prefetch=0")
			var with, without time.Duration
			for b.Loop() {
				start := time.Now()
				readByDriver(b, none, n, nil)
				without += time.Since(start)
				start = time.Now()
				readByDriver(b, ahead, n, nil)
				with += time.Since(start)
			}
			b.ReportMetric(float64(with)/float64(without), "ratio")
			b.ReportMetric(with.Seconds()*1000/float64(b.N), "ms/20-pages")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkLiveHeap reports how far the live heap rises above its start while
// 200,000 rows are read in pages of 10,000.
func BenchmarkLiveHeap(b *testing.B) {
	addr := startStub(b)
	for _, pageSize := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprintf("page=%d", pageSize), func(b *testing.B) {
			db := open(b, addr, 0, fmt.Sprintf("page_size=%d", pageSize))
			var peak uint64
			for b.Loop() {
				start := liveHeap()
				readByDriver(b, db, 200_000, func(i int) {
					if i%20_000 == 9_999 {
						peak = max(peak, liveHeap()-min(start, liveHeap()))
					}
				})
			}
			b.ReportMetric(float64(peak)/(1<<20), "MiB-above-start")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func liveHeap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkFirstRow reports when the first row of a page of 10,000 arrives.
func BenchmarkFirstRow(b *testing.B) {
	db := open(b, startStub(b), 0, "page_size=10000")
	for b.Loop() {
		var id int64
		if err := db.QueryRow("SELECT id, Nom FROM contact LIMIT 10000").Scan(&id, new(string)); err != nil {
			b.Fatal(err)
		}
	}
}
