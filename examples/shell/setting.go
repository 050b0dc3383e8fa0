package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
)

// deepest is how many files may include one another.
const deepest = 16

func (s *shell) setExpanded(_ context.Context, argument string, _ *syntax.Scanner) error {
	s.view.auto = strings.TrimRight(argument, "; ") == "auto"
	if s.view.auto {
		s.view.expanded = false
		return s.say("Each column has a line of its own where a table is wider than the terminal.")
	}
	return s.toggle(&s.view.expanded, argument, "Each column has a line of its own", "Rows are lines")
}

func (s *shell) setTiming(_ context.Context, argument string, _ *syntax.Scanner) error {
	return s.toggle(&s.timing, argument, "Statements tell how long they take", "Statements don't tell how long they take")
}

// toggle sets a switch, and says how it stands.
func (s *shell) toggle(setting *bool, argument, on, off string) error {
	switch strings.TrimRight(argument, "; ") {
	case "":
		*setting = !*setting
	case "on":
		*setting = true
	case "off":
		*setting = false
	default:
		return errors.New("on, off or nothing was expected")
	}
	if *setting {
		return s.say(on + ".")
	}
	return s.say(off + ".")
}

// say says something to whoever is there.
func (s *shell) say(what string) error {
	if s.editor == nil {
		return nil
	}
	_, err := fmt.Fprintln(s.out, what)
	return err
}

// set changes how results are shown, or says how they are.
func (s *shell) set(_ context.Context, argument string, _ *syntax.Scanner) error {
	name, value, _ := strings.Cut(argument, " ")
	value = strings.Trim(strings.TrimSpace(value), "'")
	switch name {
	case "":
		_, err := fmt.Fprintf(s.out, "format %s\nwidth %d\nnull '%s'\n", s.view.format, s.view.width, visible(s.view.null, false))
		return err
	case "format":
		if !formats[value] {
			return errors.New("format is table, csv or json")
		}
		s.view.format = value
	case "width":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return errors.New("width is a number, 0 for tables that cut nothing")
		}
		s.view.width = n
	case "null":
		s.view.null = visible(value, false)
	default:
		return errors.New("what can be set is format, width and null")
	}
	return nil
}

func (s *shell) include(ctx context.Context, argument string, _ *syntax.Scanner) error {
	path, err := fileName(argument)
	if err != nil || path == "" {
		return errors.Join(errors.New("the name of a file is missing"), err)
	}
	if s.depth >= deepest {
		return fmt.Errorf("%s: files include one another more than %d deep", visible(path, false), deepest)
	}
	s.depth++
	keep := s.keep
	s.keep = keep && s.editor == nil // a file stops at its first error, the session goes on
	defer func() { s.depth, s.keep = s.depth-1, keep }()
	return s.ended(s.runFile(ctx, path))
}

func (s *shell) output(_ context.Context, argument string, _ *syntax.Scanner) error {
	path, err := fileName(argument)
	if err != nil {
		return err
	}
	return s.setFile(path)
}

// fileName reads a path, in which ~/ is the home directory.
func fileName(argument string) (string, error) {
	path := strings.Trim(argument, "'")
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, rest), err
}

// goTo opens another instance with the same token, or says what this one is.
func (s *shell) goTo(ctx context.Context, argument string, _ *syntax.Scanner) error {
	argument = strings.TrimRight(argument, "; ")
	switch {
	case argument == "":
		_, err := fmt.Fprintln(s.out, "This is "+s.target.describe()+".")
		return err
	case strings.Contains(argument, "://"):
		return errors.New("a DSN has a token, which doesn't belong on the screen: start the shell with it in SCALE_DSN")
	case s.tx != nil:
		return errors.New("a transaction has begun; COMMIT or ROLLBACK ends it")
	}
	use := func(ctx context.Context) error { return s.target.use(ctx, argument) }
	if err := s.wait(ctx, use); err != nil {
		return err
	}
	s.sql = syntax.Options{}
	if s.conn == nil {
		return nil
	}
	conn := s.conn
	s.conn = nil
	return conn.Close()
}

// edit has the last statement, or the one being written, edited and adds what comes
// of it to the input.
func (s *shell) edit(ctx context.Context, _ string, in *syntax.Scanner) error {
	if s.editor == nil {
		return errors.New(`\e is for an interactive session`)
	}
	rest, _ := in.Rest()
	if rest.Text == "" {
		rest.Text = s.last
	}
	text, err := s.edited(ctx, rest.Text)
	if err != nil {
		return err
	}
	in.Drop()
	fmt.Fprintln(s.out, visible(text, true))
	s.editor.add(s.history, text)
	in.Add(text + "\n")
	return nil
}

// edited runs the user's editor on a text, in a file that nobody else can read.
func (s *shell) edited(ctx context.Context, text string) (string, error) {
	file, err := os.CreateTemp("", "scale-*.sql")
	if err != nil {
		return "", err
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(text + "\n")
	if err = errors.Join(err, file.Close()); err != nil {
		return "", err
	}
	program := firstOf(os.Getenv("VISUAL"), os.Getenv("EDITOR"), "vi")
	words := append(strings.Fields(program), file.Name())
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := s.editor.lend(cmd.Run); err != nil {
		return "", fmt.Errorf("the editor %s: %w", program, err)
	}
	edited, err := os.ReadFile(file.Name())
	return strings.TrimSpace(string(edited)), err
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
