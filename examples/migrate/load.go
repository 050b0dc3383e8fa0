package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// load is a file of rows to run a statement with.
type load struct {
	path      string
	delimiter rune
	emptyNull bool
}

// readLoad reads what follows "-- load:" in a script.
func readLoad(line, script string) (*load, error) {
	name, rest, err := cutName(line)
	if err != nil {
		return nil, err
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(filepath.Dir(script), name)
	}
	l := &load{path: name, delimiter: ','}
	for _, option := range strings.Fields(rest) {
		if err := l.set(option); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// cutName takes a file's name, which may stand in quotes, from a line.
func cutName(line string) (name, rest string, err error) {
	if quote := line[0]; quote == '\'' || quote == '"' {
		name, rest, ok := strings.Cut(line[1:], string(quote))
		if !ok {
			return "", "", errors.New("the file's name in its load line has no closing quote")
		}
		return name, rest, nil
	}
	name, rest, _ = strings.Cut(line, " ")
	return name, rest, nil
}

// set sets an option of the line.
func (l *load) set(option string) error {
	name, value, _ := strings.Cut(option, "=")
	switch name {
	case "delimiter":
		if value == "tab" {
			value = "\t"
		}
		r, size := utf8.DecodeRuneInString(value)
		if size != len(value) || size == 0 || r == utf8.RuneError || strings.ContainsRune("\"\r\n", r) {
			return errors.New("the delimiter in its load line is one character, or the word tab: delimiter=;")
		}
		l.delimiter = r
	case "empty":
		if value != "null" && value != "text" {
			return errors.New("empty in its load line is null or text: empty=null makes NULL of empty values")
		}
		l.emptyNull = value == "null"
	case "encoding":
		if !strings.EqualFold(value, "utf-8") && !strings.EqualFold(value, "utf8") {
			return fmt.Errorf("its file's encoding is %q, but only utf-8 can be read: convert it first, as with iconv -f %s -t UTF-8", value, value)
		}
	default:
		return fmt.Errorf("its load line has %q, which is none of delimiter=, empty= and encoding=; a file's name with spaces stands in quotes", option)
	}
	return nil
}

// rows reads a file's rows.
type rows struct {
	load    *load
	file    io.Closer
	csv     *csv.Reader
	columns []int // of the file, for each of the statement's placeholders
	width   int
	line    int   // where the next row must begin, if there is one column
	end     int64 // of the last row, in bytes
}

// row is one row: the values of the statement's placeholders, and where it begins.
type row struct {
	values []string
	line   int
}

// open opens the file and finds the columns of some names.
func (l *load) open(names []string) (*rows, error) {
	file, err := os.Open(l.path)
	if err != nil {
		return nil, err
	}
	r := &rows{load: l, file: file}
	if err := r.start(file, names); err != nil {
		file.Close()
		return nil, err
	}
	return r, nil
}

func (r *rows) start(in io.Reader, names []string) error {
	buffered := bufio.NewReaderSize(in, 1<<16)
	head, err := buffered.Peek(3)
	if err != nil && err != io.EOF {
		return r.at(1, err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return r.at(1, errors.New("this is UTF-16; save it as UTF-8, or convert it with iconv -f UTF-16 -t UTF-8"))
	case bytes.HasPrefix(head, []byte("\ufeff")):
		buffered.Discard(3)
	}
	r.csv = csv.NewReader(buffered)
	r.csv.Comma = r.load.delimiter
	header, _, err := r.read()
	if err == io.EOF {
		return r.at(1, errors.New("the file is empty; its first line has the names of the columns"))
	}
	if err != nil {
		return err
	}
	r.width = len(header)
	r.columns, err = r.find(header, names)
	return err
}

// find finds columns by name.
func (r *rows) find(header, names []string) ([]int, error) {
	found := make([]int, len(names))
	for i, name := range names {
		found[i] = -1
		for c, title := range header {
			if !strings.EqualFold(columnName(title), name) {
				continue
			}
			if found[i] >= 0 {
				return nil, r.at(1, fmt.Errorf("columns %d and %d are both :%s", found[i]+1, c+1, name))
			}
			found[i] = c
		}
		if found[i] >= 0 {
			continue
		}
		hint := ""
		for _, d := range []string{";", "\t", ",", "|"} {
			if len(header) == 1 && strings.Contains(header[0], d) {
				hint = fmt.Sprintf("; if %q separates them, say so in the load line: delimiter=%s", d, strings.ReplaceAll(d, "\t", "tab"))
			}
		}
		return nil, r.at(1, fmt.Errorf("no column is :%s; there are %q%s", name, header, hint))
	}
	return found, nil
}

// columnName is the placeholder's name for a column's title.
func columnName(title string) string {
	return strings.ReplaceAll(strings.TrimSpace(title), " ", "_")
}

// next returns the next row, or io.EOF.
func (r *rows) next() (row, error) {
	record, line, err := r.read()
	if err != nil {
		return row{}, err
	}
	values := make([]string, len(r.columns))
	for i, c := range r.columns {
		values[i] = record[c]
	}
	return row{values, line}, nil
}

// read reads a record and checks that it is whole.
func (r *rows) read() (record []string, line int, err error) {
	record, err = r.csv.Read()
	var wrong *csv.ParseError
	switch {
	case err == io.EOF:
		if r.width == 1 && r.csv.InputOffset() != r.end {
			return nil, 0, r.at(r.line, errEmptyLine)
		}
		return nil, 0, io.EOF
	case errors.As(err, &wrong) && errors.Is(err, csv.ErrFieldCount):
		return nil, 0, r.at(wrong.Line, fmt.Errorf("there are %d values, but %d columns", len(record), r.width))
	case errors.As(err, &wrong):
		return nil, 0, r.at(wrong.Line, fmt.Errorf("column %d: %w", wrong.Column, wrong.Err))
	case err != nil:
		return nil, 0, r.at(r.line, err)
	}
	line, _ = r.csv.FieldPos(0)
	for i, value := range record {
		if !utf8.ValidString(value) {
			at, column := r.csv.FieldPos(i)
			return nil, 0, r.at(at, fmt.Errorf("column %d: the text isn't UTF-8; convert the file first, as with iconv -f ISO-8859-1 -t UTF-8", column))
		}
	}
	// Package csv passes over empty lines, each of which may be a row with an empty
	// value if there is one column.
	if r.width == 1 && line != r.line {
		return nil, 0, r.at(r.line, errEmptyLine)
	}
	r.line, r.end = line+1+strings.Count(strings.Join(record, ""), "\n"), r.csv.InputOffset()
	return record, line, nil
}

var errEmptyLine = errors.New(`the line is empty; write "" for an empty value, or remove the line`)

// at is an error with a place in the file.
func (r *rows) at(line int, err error) error {
	return fmt.Errorf("%s:%d: %w", r.load.path, line, err)
}

func (r *rows) close() { r.file.Close() }
