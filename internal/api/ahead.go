package api

import "bytes"

// window is the page at pos, when that many rows are expected of pages which
// have been asked for already; false if the limit needs no such page, or the
// filter can't have one.
func (s *Scan) window(pos, expected int64) (window, bool) {
	w := window{paging: s.paging, pos: pos, size: s.size}
	if s.req.AtMost > 0 && s.fresh+s.news+expected >= s.req.AtMost {
		return w, false
	}
	if s.left >= 0 {
		want := s.left + s.skip - expected
		if want <= 0 {
			return w, false
		}
		if s.paging != ByPage {
			w.size = min(w.size, want)
		}
	}
	if len(s.after) > 0 {
		w.pos, w.after = 0, string(s.after)
	}
	return w, true
}

// open makes the page at s.pos the one being read.
func (s *Scan) open() error {
	s.rows, s.news, s.began, s.redo = 0, 0, 0, 0
	if len(s.ahead) > 0 && s.ahead[0].window.pos+s.ahead[0].window.known == s.pos {
		s.cur, s.ahead = s.ahead[0], s.ahead[1:]
		s.pos = s.cur.window.pos
	} else {
		s.drop()
		w, _ := s.window(s.pos, 0)
		s.cur = s.fetch(w, s.newRetry(), nil)
	}
	// A scan of the whole object has a second page if an earlier one had a full
	// first page; of a filtered scan nothing is known before its first page.
	if (s.fresh > 0 || len(s.req.Filters) == 0) && s.client.honours(s.req.Object.Name, s.size) {
		s.prefetch(s.client.prefetch)
	}
	return s.arrive()
}

// arrive waits for the answer of the page to be read.
func (s *Scan) arrive() error {
	a, err := s.cur.wait()
	if err != nil {
		return err
	}
	s.reader.Reset(a, s.req.Object.Name, s.names)
	return nil
}

func (s *Scan) newRetry() *retry { return s.client.newRetry(s.query.path) }

// leave ends the page being read, or what is left of it.
func (s *Scan) leave(err error) {
	if a := s.cur.answer; a != nil {
		a.rows = s.rows
		a.fail(err)
	}
	s.cur.close()
}

// prefetch requests pages until n are under way behind the one being read. It
// takes for granted that these pages come full, so it is called only where that
// is likely: most results are short, and would cost requests for nothing. Where
// the statement may make a limited number of requests, none is made for nothing.
func (s *Scan) prefetch(n int) {
	if s.client.prefetch == 0 || s.paging == ByKey || meterOf(s.ctx).limited() {
		return
	}
	expected := s.cur.window.size - max(s.rows, s.cur.window.known)
	next := s.cur.window.pos + s.cur.window.size
	for _, f := range s.ahead {
		expected += f.window.size - f.window.known
		next = f.window.pos + f.window.size
	}
	for len(s.ahead) < n {
		w, ok := s.window(next, expected)
		if !ok {
			return
		}
		var before *fetch
		if s.shifts() && (s.rows == 0 || len(s.ahead) > 0) { // the page before may not be answered yet
			w, before = s.overlapping(w, expected)
		}
		s.ahead = append(s.ahead, s.fetch(w, s.newRetry(), before))
		expected += w.size - w.known
		next = w.pos + w.size
	}
}

// overlapping is the window of a page that new rows may come to lie before, while the
// page before it isn't answered yet. If the server answered the two the other way round,
// a row inserted meanwhile would push another one from the later page to the earlier, out
// of both. So the page begins with the last row of the one before it, by which s.moved
// sees that this has happened; or it waits for the page that is returned, as one does to
// which there would have to be another page for the row that it has no room for.
func (s *Scan) overlapping(w window, expected int64) (window, *fetch) {
	_, more := s.window(w.pos+w.size, expected+w.size)
	if s.inTurn || w.paging == ByPage || s.size < 2 || !more && w.size == s.size {
		if n := len(s.ahead); n > 0 {
			return w, s.ahead[n-1]
		}
		return w, s.cur
	}
	w.pos, w.size, w.known = w.pos-1, min(w.size+1, s.size), 1
	return w, nil
}

// shifts reports whether rows that are inserted may move those behind them. In the
// order of the keys new rows come last and move none.
func (s *Scan) shifts() bool {
	key, order := s.req.Object.Key, s.req.Sort
	return key == nil || len(order) > 0 && (order[0].Field != key.Name || order[0].Desc)
}

// moved reports whether the page being read, of which no row has been taken yet, does
// not begin with the last row of the one before it although it should. more tells
// whether it has a row.
func (s *Scan) moved(more bool) bool {
	if s.rows > 0 || s.cur.window.known == 0 {
		return false
	}
	id := s.reader.ID().Text
	return !more || len(id) == 0 || !bytes.Equal(id, s.last)
}

// reopen asks for the page once more, from where the one before it ended, and from now
// on for no page before the one before it has been answered.
func (s *Scan) reopen() error {
	s.leave(nil)
	s.drop()
	s.inTurn = true
	s.pos += s.cur.window.known
	return s.open()
}

// drop gives up the pages fetched ahead.
func (s *Scan) drop() {
	for _, f := range s.ahead {
		f.close()
	}
	s.ahead = nil
}
