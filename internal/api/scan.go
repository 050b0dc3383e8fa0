package api

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/scale-sql/scale/internal/page"
	"github.com/scale-sql/scale/schema"
)

// Scan reads the rows of a request, page by page. It is not safe for concurrent
// use.
type Scan struct {
	client *Client
	ctx    context.Context
	req    *schema.Request
	names  []string // of the request's fields
	key    int      // place of the key field among them, or -1
	reader *page.Reader

	// the filter being carried out
	filters []schema.Filter // this one and those to come
	query   query
	paging  Paging
	pos     int64 // rows of the filter before the next page to ask for
	size    int64 // rows to ask for
	cut     int64 // rows of the page before if it came shorter than asked
	after   []byte
	fresh   int64 // rows received of the filter, repeated ones not counted
	seen    seen
	again   int    // pages in a row that brought nothing but repeated rows
	last    []byte // id of the row taken last
	inTurn  bool   // rows have moved, so that pages are asked for one after the other

	// the page being read, and those that follow it
	cur   *fetch
	ahead []*fetch
	rows  int64 // rows received of the page
	news  int64 // those not repeated
	began int64 // news when the answer being read began: a page may take several
	redo  int64 // rows to leave out of a page that is read again, if they have no id

	skip int64 // rows to leave out first
	left int64 // rows to deliver yet, or schema.NoLimit
	err  error // what Next says from now on
}

// Scan begins to read the rows of a request and waits until the API has
// answered the first one; a limit of 0 needs none. The scan ends with ctx.
func (c *Client) Scan(ctx context.Context, req *schema.Request) (*Scan, error) {
	s := c.newScan(ctx, req)
	if s.left == 0 {
		s.err = io.EOF
		return s, nil
	}
	if s.left < 0 && len(s.filters) > 1 {
		if err := Afford(ctx, int64(len(s.filters))); err != nil {
			return nil, err
		}
	}
	s.begin()
	if err := s.open(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// newScan is a scan that has not begun.
func (c *Client) newScan(ctx context.Context, req *schema.Request) *Scan {
	s := &Scan{client: c, ctx: ctx, req: req, reader: page.NewReader(), key: -1, left: req.Limit, skip: req.Offset}
	for i, f := range req.Fields {
		s.names = append(s.names, f.Name)
		if key := req.Object.Key; key != nil && f.Name == key.Name {
			s.key = i
		}
	}
	s.reader.Know(req.Object.Has)
	s.filters = req.Filters
	if len(s.filters) == 0 {
		s.filters = []schema.Filter{{}}
	}
	return s
}

// begin prepares the first filter of s.filters.
func (s *Scan) begin() {
	filter := s.filters[0]
	several := s.req.AtMost != 1 && (s.left != 1 || s.skip > 0)
	s.query = newQuery(s.req, filter, several)
	s.paging = s.client.pagingOf(s.req, filter)
	s.after, s.fresh, s.cut = s.after[:0], 0, 0
	s.seen.forget()
	s.size = s.client.firstSize(s.req.Object.Name)
	s.pos = 0
	if len(s.req.Filters) <= 1 && s.paging != ByPage {
		s.pos, s.skip = s.skip, 0
	}
	if s.paging == ByPage && s.left >= 0 {
		s.size = min(s.size, s.skip+s.left)
	}
	s.jump()
}

// jump leaves out whole pages of an OFFSET when the scan goes by page numbers:
// only once the server has shown that it honours the size, since a cap on it
// may move the place where a page starts. With several filters the rows to
// leave out must be counted, as nobody knows how many each filter has.
func (s *Scan) jump() {
	if s.paging == ByPage && len(s.req.Filters) <= 1 && s.skip >= s.size && s.client.honours(s.req.Object.Name, s.size) {
		pages := s.skip / s.size
		s.pos += pages * s.size
		s.skip -= pages * s.size
	}
}

// Next reads the next row; its cells are valid until the one after. It returns
// io.EOF after the last row, and the context's error once the context is done.
func (s *Scan) Next() error {
	if s.err == nil {
		s.err = s.next()
	}
	return s.err
}

func (s *Scan) next() error {
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		if s.left == 0 {
			return s.finish()
		}
		ok, err := s.reader.Next()
		if ok && !s.moved(true) {
			wanted, err := s.take()
			if wanted || err != nil {
				return err
			}
			continue
		}
		if err == nil && !ok {
			err = s.judge()
		} else if err != nil {
			if err = s.pageError(err); s.whole(err) {
				err = nil
			}
		}
		switch {
		case err != nil:
			err = s.resume(err)
		case s.moved(ok):
			err = s.reopen()
		default:
			err = s.turn()
		}
		if err != nil {
			return err
		}
	}
}

// take counts the row just read and reports whether it is to be delivered. The
// page's last row is when the pages behind it are asked for.
func (s *Scan) take() (bool, error) {
	s.rows++
	id := s.reader.ID().Text
	s.last = append(s.last[:0], id...)
	if err := s.expected(id); err != nil {
		return false, err
	}
	wanted := s.wanted(id)
	if s.seen.cycled {
		return false, fmt.Errorf("scale: object %q: record %s came again pages later: the server repeats its pages, or the object has changed meanwhile; run the statement again, perhaps with paging=keyset in the DSN",
			s.req.Object.Name, id)
	}
	if err := s.plausible(); err != nil {
		return false, err
	}
	if s.rows == s.cur.window.size {
		s.prefetch(s.client.prefetch + 1)
	}
	return wanted, nil
}

// wanted reports whether the row is to be delivered: it has not come before,
// and is behind the OFFSET.
func (s *Scan) wanted(id []byte) bool {
	if len(id) > 0 {
		if s.seen.repeated(id) {
			return false
		}
	} else {
		s.seen.nameless(s.reader.Cells())
		if s.redo > 0 {
			s.redo--
			return false
		}
	}
	s.news++
	if s.skip > 0 {
		s.skip--
		return false
	}
	if s.left > 0 {
		s.left--
	}
	return true
}

// ID is the current row's id.
func (s *Scan) ID() schema.Cell { return s.reader.ID() }

// Cells are the current row's values of the request's fields. A server may leave
// the key field out of the data, or empty, since the record's id says the same.
func (s *Scan) Cells() []schema.Cell {
	cells := s.reader.Cells()
	if s.key >= 0 && isEmpty(cells[s.key]) {
		cells[s.key] = s.reader.ID()
	}
	return cells
}

// isEmpty reports whether a cell says nothing; "" is how the API writes no value.
func isEmpty(c schema.Cell) bool {
	return c.Kind == schema.Missing || c.Kind == schema.Null || c.Kind == schema.String && len(c.Text) == 0
}

// turn ends the page that has been read and opens the next one; io.EOF says
// that there is none.
func (s *Scan) turn() error {
	s.leave(nil)
	more, err := s.more()
	if err != nil {
		return err
	}
	if !more {
		if s.filters = s.filters[1:]; len(s.filters) == 0 {
			return io.EOF
		}
		s.drop()
		s.begin()
	}
	return s.open()
}

// more reports whether the filter may have rows behind the page just read, and
// moves on to them.
func (s *Scan) more() (bool, error) {
	object, asked := s.req.Object.Name, s.cur.window.size
	full := s.rows >= asked
	if full {
		s.client.learnFull(object, asked)
	}
	s.fresh += s.news
	known := s.req.AtMost > 0 && s.fresh >= s.req.AtMost
	if s.rows == 0 || known || !full && s.client.honours(object, asked) {
		return false, nil
	}
	if s.news > 0 {
		s.again = 0
	} else if s.again++; s.again == 2 {
		return false, fmt.Errorf("scale: object %q: the server sends the same rows for page after page: it seems to ignore %s; set paging in the DSN",
			object, []string{"offset", "page", "the filter on the key"}[s.paging])
	}
	if s.seen.turn(); s.seen.same == 2 {
		return false, fmt.Errorf("scale: object %q: its records have no id, and the server sends pages of the same values again and again: it can't be told whether they are other records",
			object)
	}
	s.pos += s.rows
	if full {
		s.cut = 0
	} else {
		s.shrink()
	}
	s.jump()
	return true, nil
}

// shrink chooses the page size behind a page that came short without being
// known to be the last one. Two in a row that were cut to the same length show a
// cap; a single one may have been the last page of an object that has grown.
// By page there is no choice: the next page must start where this one ended.
func (s *Scan) shrink() {
	switch {
	case s.paging == ByPage:
		s.size = alignedSize(s.pos, s.rows)
	case s.rows == s.cut:
		s.size = s.rows
		s.client.learnCap(s.req.Object.Name, s.rows)
	}
	s.cut = s.rows
}

// alignedSize is the largest page size up to most of which pos is a multiple.
func alignedSize(pos, most int64) int64 {
	for pos%most != 0 {
		most--
	}
	return most
}

// descending reports whether the scan goes down the keys.
func (s *Scan) descending() bool { return len(s.req.Sort) > 0 && s.req.Sort[0].Desc }

// finish ends a scan that has delivered its limit. A page that was asked for
// just those rows is read to its end, so that its connection can be used again.
func (s *Scan) finish() error {
	if s.cur != nil && s.rows == s.cur.window.size {
		if ok, err := s.reader.Next(); err != nil {
			if err = s.pageError(err); s.whole(err) {
				return io.EOF // all rows have come
			}
			return err
		} else if !ok {
			if err := s.judge(); err != nil {
				return err
			}
			s.client.learnFull(s.req.Object.Name, s.rows)
		}
	}
	return io.EOF
}

// Close ends the scan's requests and waits for its goroutines. It may be called
// more than once.
func (s *Scan) Close() {
	for _, f := range s.ahead {
		f.cancel()
	}
	s.drop()
	if s.cur != nil {
		s.leave(nil)
	}
	if s.err == nil {
		s.err = errors.New("scale: the scan is closed")
	}
}
