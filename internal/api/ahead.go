package api

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
	if len(s.ahead) > 0 && s.ahead[0].window.pos == s.pos {
		s.cur, s.ahead = s.ahead[0], s.ahead[1:]
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
	expected := s.cur.window.size - s.rows
	next := s.cur.window.pos + s.cur.window.size
	for _, f := range s.ahead {
		expected += f.window.size
		next += f.window.size
	}
	for len(s.ahead) < n {
		w, ok := s.window(next, expected)
		if !ok {
			return
		}
		s.ahead = append(s.ahead, s.fetch(w, s.newRetry(), s.mustPrecede()))
		expected += w.size
		next += w.size
	}
}

// mustPrecede is the page that must have been answered before the next one is
// asked for: the last one under way, where new rows may come to lie before it.
// If the server answered the two the other way round, a row inserted meanwhile
// would push another one from the later page to the earlier, out of both. In the
// order of the keys new rows come last and push none.
func (s *Scan) mustPrecede() *fetch {
	if !s.shifts() {
		return nil
	}
	if n := len(s.ahead); n > 0 {
		return s.ahead[n-1]
	}
	return s.cur
}

// shifts reports whether rows that are inserted may move those behind them.
func (s *Scan) shifts() bool {
	key, order := s.req.Object.Key, s.req.Sort
	return key == nil || len(order) > 0 && (order[0].Field != key.Name || order[0].Desc)
}

// drop gives up the pages fetched ahead.
func (s *Scan) drop() {
	for _, f := range s.ahead {
		f.close()
	}
	s.ahead = nil
}
