package page

// isSpace tells whether a byte is white space between tokens.
func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// peek returns the next byte without passing over it.
func (r *Reader) peek() (byte, error) {
	if r.p == r.end {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	return r.buf[r.p], nil
}

// space passes over white space and returns the byte behind it.
func (r *Reader) space() (byte, error) {
	if c := r.buf[r.p]; c > ' ' {
		return c, nil
	}
	for {
		for isSpace(r.buf[r.p]) {
			r.p++
		}
		if r.p < r.end {
			return r.buf[r.p], nil
		}
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
}

// scalar reads a value that starts with c and is no string, array or object.
func (r *Reader) scalar(c byte) error {
	switch {
	case c == '-' || isDigit(c):
		return r.number()
	case c == 't':
		return r.literal("true")
	case c == 'f':
		return r.literal("false")
	case c == 'n':
		return r.literal("null")
	}
	return r.expected("a value")
}

// literal reads one of the three words.
func (r *Reader) literal(word string) error {
	for i := range len(word) {
		c, err := r.peek()
		if err != nil {
			return err
		}
		if c != word[i] {
			return r.expected("the rest of " + word)
		}
		r.p++
	}
	return nil
}

// number reads a number. What may follow it is the caller's affair: that is
// how 01 is found to be none.
func (r *Reader) number() error {
	c := r.buf[r.p]
	var err error
	if c == '-' {
		r.p++
		if c, err = r.peek(); err != nil {
			return err
		}
	}
	if c == '0' {
		r.p++
	} else if err = r.digits(); err != nil {
		return err
	}
	if c, err = r.peek(); err != nil {
		return err
	}
	if c == '.' {
		r.p++
		if err = r.digits(); err != nil {
			return err
		}
	}
	return r.exponent()
}

// exponent reads the exponent of a number, if it has one.
func (r *Reader) exponent() error {
	c, err := r.peek()
	if err != nil || c != 'e' && c != 'E' {
		return err
	}
	r.p++
	if c, err = r.peek(); err != nil {
		return err
	}
	if c == '+' || c == '-' {
		r.p++
	}
	return r.digits()
}

// digits reads at least one digit.
func (r *Reader) digits() error {
	c, err := r.peek()
	if err != nil {
		return err
	}
	if !isDigit(c) {
		return r.expected("a digit of a number")
	}
	for {
		for isDigit(r.buf[r.p]) {
			r.p++
		}
		if r.p < r.end {
			return nil
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}
