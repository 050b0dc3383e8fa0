package api

// resume goes on with a page whose answer broke off, where that may help: it
// asks for the rows that have not come yet. Those that have are counted, so that
// none is lost and none comes twice.
func (s *Scan) resume(failure error) error {
	s.leave(failure)
	r, w := s.cur.retry, s.cur.window
	if w.paging != ByPage && s.rows >= w.size {
		// All rows have come before it said that it is an error. There is nothing
		// left to ask for: a limit of 0 would look like the end of the result.
		return r.explain(failure)
	}
	if s.advanced() {
		r.progressed()
	}
	if err := r.failed(s.ctx, failure); err != nil {
		return err
	}
	s.seen.extend()
	switch {
	case s.rows == 0: // the same once more, with the OFFSET that it may have
	case w.paging == ByPage:
		// Pages are counted from the start: this one comes again, and with it the
		// rows that have been read.
		s.redo = max(s.redo, s.rows)
	case w.paging == ByKey:
		w.pos, w.after = 0, string(s.after)
		w.size -= s.rows
	default:
		w.pos += s.rows
		w.size -= s.rows
		w.known = 0
	}
	if w.paging != ByPage {
		s.pos += s.rows
		s.fresh, s.news = s.fresh+s.news, 0
	}
	s.rows, s.began = 0, s.news
	if s.shifts() {
		s.drop() // they must not be older than this page
	}
	s.cur = s.fetch(w, r, nil)
	return s.arrive()
}

// advanced reports whether the answer that broke off has brought rows which had
// not come before. A page by number comes again from its start, and a server that
// ignores offset sends the same rows once more: one that breaks off at the same
// place each time would be asked again and again.
func (s *Scan) advanced() bool { return s.news > s.began }

// whole reports whether a page has brought as many rows as were asked for, and
// just the end of its answer was lost.
func (s *Scan) whole(failure error) bool {
	return s.rows >= s.cur.window.size && transient(failure)
}
