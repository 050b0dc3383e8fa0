package bench

import (
	"bufio"
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// answerPut answers put_objects: each record is created, and the answer repeats
// data of a row, as the document's does.
func answerPut(w http.ResponseWriter, r *http.Request, rows []string) {
	wait, _ := strconv.Atoi(r.PathValue("wait"))
	time.Sleep(time.Duration(wait) * time.Millisecond)
	n := strings.Count(r.FormValue("objects"), `{"id":0`)
	w.Header().Set("Content-Type", "application/json")
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(`{"objects":[`)
	for i := range n {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(`{"status":"OK","created":"Y","updated":"N","found":"N","id":"`)
		out.WriteString(strconv.Itoa(i + 1))
		out.WriteString(rows[i%len(rows)])
	}
	out.WriteString(`]}`)
	out.Flush()
}

var writtenColumns = []string{"Prenom", "Nom", "EMail", "Ville", "DateNaissance", "cc_age", "newsletter", "solde"}

// written is a row to be stored, as a program has it.
func written(i int) []any {
	return []any{firstNames[i%len(firstNames)], "Dupont", "client." + strconv.Itoa(i) + "@example.net", cities[i%len(cities)],
		time.Date(1980, 1, 1+i%10000, 0, 0, 0, 0, time.UTC), i % 100, i%2 == 0, "12.50"}
}

// insertOf is the INSERT of n rows.
func insertOf(n int) string {
	row := "(?" + strings.Repeat(", ?", len(writtenColumns)-1) + ")"
	return "INSERT INTO contact (" + strings.Join(writtenColumns, ", ") + ") VALUES " + row + strings.Repeat(", "+row, n-1)
}

const batch = 500

// writeValues stores n rows by INSERTs of 500.
func writeValues(tb testing.TB, db *sql.DB, n int) {
	query := insertOf(batch)
	args := make([]any, 0, batch*len(writtenColumns))
	for i := 0; i < n; i += batch {
		args = args[:0]
		for row := range batch {
			args = append(args, written(i+row)...)
		}
		result, err := db.Exec(query, args...)
		if err != nil {
			tb.Fatal(err)
		}
		if stored, err := result.RowsAffected(); stored != batch || err != nil {
			tb.Fatal(stored, err)
		}
	}
}

// writePrepared stores n rows by a prepared INSERT of one, in a transaction that
// holds them until Commit.
func writePrepared(tb testing.TB, db *sql.DB, n int) {
	tx, err := db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	stmt, err := tx.Prepare(insertOf(1))
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		if _, err := stmt.Exec(written(i)...); err != nil {
			tb.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
}

// record is a record as a program without a driver sends it.
type record struct {
	ID   int               `json:"id"`
	Data map[string]string `json:"data"`
}

// writeByHand stores n rows as a program would that has no driver, so many with
// each request.
func writeByHand(tb testing.TB, base string, n, size int) {
	for i := 0; i < n; i += size {
		records := make([]record, size)
		for row := range records {
			records[row] = record{Data: texts(written(i + row))}
		}
		var answer struct {
			Objects []struct {
				Status string `json:"status"`
				ID     string `json:"id"`
			} `json:"objects"`
		}
		if err := post(base, records, &answer); err != nil {
			tb.Fatal(err)
		}
		for _, o := range answer.Objects {
			if o.Status != "OK" || o.ID == "" {
				tb.Fatal(o)
			}
		}
		if len(answer.Objects) != size {
			tb.Fatal(len(answer.Objects))
		}
	}
}

func texts(values []any) map[string]string {
	data := make(map[string]string, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case time.Time:
			data[writtenColumns[i]] = v.Format(time.DateOnly)
		case bool:
			data[writtenColumns[i]] = map[bool]string{true: "Y", false: "N"}[v]
		default:
			data[writtenColumns[i]] = fmt.Sprint(v)
		}
	}
	return data
}

func post(base string, records []record, answer any) error {
	objects, err := json.Marshal(records)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("objects", string(objects))
	form.Close()
	req, err := http.NewRequest("POST", base+"/put_objects/contact", &body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer token")
	req.Header.Set("Content-Type", form.FormDataContentType())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", resp.Status)
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}

// BenchmarkWrite reports the time to store a row, by INSERTs of 500 and by a
// prepared INSERT in a transaction that holds rows, and the ratios to clients
// written by hand: one that sends a request for each row, and one that sends 500
// rows with each. wait is what the server takes for a request, in milliseconds.
func BenchmarkWrite(b *testing.B) {
	addr := startStub(b)
	for _, wait := range []int{0, 5} {
		b.Run(fmt.Sprintf("wait=%dms", wait), func(b *testing.B) {
			const n = 100_000
			single := n / 50 // one by one takes too long for all of them
			if wait > 0 {
				single = n / 500
			}
			base := fmt.Sprintf("http://%s/v1/datamart/%d", addr, wait)
			db := open(b, addr, wait, "tx=buffer")
			writeValues(b, db, batch)
			var values, prepared, batches, singles time.Duration
			for b.Loop() {
				values += timed(func() { writeValues(b, db, n) })
				prepared += timed(func() { writePrepared(b, db, n) })
				batches += timed(func() { writeByHand(b, base, n, batch) })
				singles += timed(func() { writeByHand(b, base, single, 1) }) * time.Duration(n/single)
			}
			rows := float64(b.N * n)
			b.ReportMetric(float64(values)/rows, "values-ns/row")
			b.ReportMetric(float64(prepared)/rows, "prepared-ns/row")
			b.ReportMetric(float64(batches)/rows, "hand-batches-ns/row")
			b.ReportMetric(float64(singles)/rows, "hand-singles-ns/row")
			b.ReportMetric(float64(singles)/float64(values), "times-faster-than-singles")
			b.ReportMetric(float64(values)/float64(batches), "ratio-to-batches")
			b.ReportMetric(float64(prepared)/float64(batches), "prepared-ratio-to-batches")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}
