package scaletest

import (
	"math/rand/v2"
	"net/http"
)

// selection is the rows which a filter keeps in the order of a sort_by. The
// server remembers the latest one, since the pages of one scan all need it.
type selection struct {
	table   *table
	version int
	source  string
	rows    []*row
}

// serveObjects answers get_objects.
func (s *Server) serveObjects(w http.ResponseWriter, r *http.Request, object string) error {
	t := s.store.table(object)
	q, err := s.readPageQuery(t, r.URL.RawQuery)
	if err != nil {
		return err
	}
	if n := int(s.pages.Add(1)); s.config.beforePage != nil {
		s.config.beforePage(s, object, n)
	}
	rows := s.selectRows(t, q)
	rows = rows[min(q.start, len(rows)):]
	if q.count >= 0 {
		rows = rows[:min(q.count, len(rows))]
	}
	s.countRows(r, len(rows))
	s.writePage(w, t, q.columns, rows)
	return nil
}

// selectRows filters and sorts the table as it is now.
func (s *Server) selectRows(t *table, q *pageQuery) []*row {
	rows, version := s.store.snapshot(t)
	if last := s.last.Load(); last != nil && last.table == t && last.version == version && last.source == q.source {
		return last.rows
	}
	if q.filter != nil {
		var kept []*row
		for _, r := range rows {
			if q.filter.holds(r) {
				kept = append(kept, r)
			}
		}
		rows = kept
	}
	if s.config.randomOrder {
		n := s.orders.Add(1)
		return s.sortRows(t, rows, q.sort, rand.New(rand.NewPCG(s.config.seed, n)))
	}
	rows = s.sortRows(t, rows, q.sort, nil)
	s.last.Store(&selection{t, version, q.source, rows})
	return rows
}

// chunk is about how much of a page is written at a time, so that a client
// sees the first records before the last ones are encoded.
const chunk = 32 << 10

func (s *Server) writePage(w http.ResponseWriter, t *table, columns []int, rows []*row) {
	w.Header().Set("Content-Type", "application/json")
	b := make([]byte, 0, chunk+chunk/4)
	b = append(b, `{"objects":[`...)
	pairs := make([]pair, len(columns))
	for i, column := range columns {
		pairs[i] = pair{column: column, key: s.dataKey(t, column, false)}
	}
	for i, r := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		for j, column := range columns {
			pairs[j].value = r.values[column]
		}
		b = s.appendID(append(b, `{"id":`...), r.id)
		b = append(s.appendData(append(b, `,"data":`...), t, pairs), '}')
		if len(b) >= chunk {
			if _, err := w.Write(b); err != nil {
				return
			}
			b = b[:0]
		}
	}
	w.Write(append(b, "]}"...))
}
