package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/scale-sql/scale/translate/syntax"
)

// command is a line that begins with a backslash.
type command struct {
	name, argument, about string
	run                   func(*shell, context.Context, string, *syntax.Scanner) error
}

// commands are listed in the order of the help.
var commands []command

func init() {
	commands = []command{
		{`\d`, "[OBJECT]", "an object's columns; without one, as \\dt", (*shell).describe},
		{`\d+`, "OBJECT", "with labels, what is personal data and may be written", (*shell).describeFully},
		{`\dt`, "", "the objects", (*shell).listObjects},
		{`\l`, "", "the instances", (*shell).listInstances},
		{`\explain`, "[SQL]", "what a SELECT or a write would ask the API for", (*shell).explain},
		{`\x`, "[on|off|auto]", "each column on a line of its own; auto: of wide tables", (*shell).setExpanded},
		{`\timing`, "[on|off]", "how long statements take", (*shell).setTiming},
		{`\pset`, "[NAME VALUE]", "format table|csv|json, width N (0: any), null TEXT", (*shell).set},
		{`\i`, "FILE", "run a file", (*shell).include},
		{`\o`, "[FILE]", "write results to a file, or to the screen again", (*shell).output},
		{`\e`, "", "edit the last statement with $VISUAL or $EDITOR, and run it", (*shell).edit},
		{`\g`, "", "run the statement, as ; does; by itself, the last one again", (*shell).again},
		{`\G`, "", "likewise, each column on a line of its own", (*shell).againExpanded},
		{`\p`, "", "show the statement so far", (*shell).showPending},
		{`\r`, "", "forget the statement so far", (*shell).forget},
		{`\c`, "[INSTANCE]", "go to another instance, or say where you are", (*shell).goTo},
		{`\h`, "", "this list; also \\?", (*shell).help},
		{`\q`, "", "quit; so does Ctrl-D", func(*shell, context.Context, string, *syntax.Scanner) error { return errQuit }},
	}
}

// runCommand runs a line that begins with a backslash. A statement in whose midst a
// command fails is dropped: what follows would not be what was meant.
func (s *shell) runCommand(ctx context.Context, line string, in *syntax.Scanner) error {
	name, argument, _ := strings.Cut(line, " ")
	err := s.dispatch(ctx, name, strings.TrimSpace(argument), in)
	rest, _ := in.Rest()
	if err == nil || rest.Text == "" || errors.Is(err, errQuit) {
		return err
	}
	in.Drop()
	if errors.Is(err, errReported) {
		fmt.Fprintln(s.errs, dropped)
		return err
	}
	return fmt.Errorf("%w\n%s", err, dropped)
}

const dropped = "The statement before it is dropped."

func (s *shell) dispatch(ctx context.Context, name, argument string, in *syntax.Scanner) error {
	c, ok := findCommand(name)
	switch {
	case !ok:
		return fmt.Errorf(`there is no command %s; \? lists them`, visible(name, false))
	case c.argument == "" && strings.Trim(argument, "; ") != "":
		return fmt.Errorf("%s takes nothing behind it", c.name)
	}
	return c.run(s, ctx, argument, in)
}

func findCommand(name string) (command, bool) {
	name = strings.TrimRight(name, ";")
	if name == `\?` {
		name = `\h`
	}
	for _, c := range commands {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func (s *shell) help(context.Context, string, *syntax.Scanner) error {
	var b strings.Builder
	b.WriteString("A statement ends with a semicolon and may take several lines. Tab completes.\n" +
		"Ctrl-C cancels a statement or clears the line.\n\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-22s %s\n", c.name+" "+c.argument, c.about)
	}
	_, err := fmt.Fprint(s.out, b.String())
	return err
}

// object reads the name of an object as it may stand in SQL.
func object(argument string) (string, error) {
	argument = strings.TrimSpace(strings.TrimRight(argument, "; "))
	if inner, ok := strings.CutPrefix(argument, "`"); ok {
		argument = strings.ReplaceAll(strings.TrimSuffix(inner, "`"), "``", "`")
	}
	if argument == "" {
		return "", errors.New("the name of an object is missing")
	}
	return inBackticks(argument), nil
}

func inBackticks(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

func (s *shell) describe(ctx context.Context, argument string, in *syntax.Scanner) error {
	if strings.Trim(argument, "; ") == "" {
		return s.listObjects(ctx, "", in)
	}
	name, err := object(argument)
	if err != nil {
		return err
	}
	return s.run(ctx, "DESCRIBE "+name, s.view)
}

func (s *shell) describeFully(ctx context.Context, argument string, _ *syntax.Scanner) error {
	name, err := object(argument)
	if err != nil {
		return err
	}
	if err := s.wait(ctx, func(ctx context.Context) error { return s.find(ctx, name) }); err != nil {
		return err
	}
	return s.run(ctx, fullColumns+inQuotes(name), s.view)
}

// find tells whether there is an object: that there is none is an error of DESCRIBE, and
// no row of information_schema.
func (s *shell) find(ctx context.Context, name string) error {
	run, err := s.runner(ctx)
	if err != nil {
		return err
	}
	rows, err := run.QueryContext(ctx, "DESCRIBE "+name)
	if err != nil {
		return err
	}
	return rows.Close()
}

// fullColumns leaves out what would make the table wider than most terminals. It has
// the columns that can be written and not read, which DESCRIBE hasn't.
const fullColumns = "SELECT column_name AS `Field`, column_type AS `Type`, is_nullable AS `Null`, " +
	"CASE privileges WHEN 'select' THEN 'read' WHEN 'insert,update' THEN 'write' ELSE 'both' END AS `Access`, " +
	"column_comment AS `Comment` FROM information_schema.columns " +
	"WHERE table_schema = DATABASE() AND table_name = "

// inQuotes makes a text of a name in backticks.
func inQuotes(name string) string {
	name = strings.ReplaceAll(name[1:len(name)-1], "``", "`")
	return "'" + strings.NewReplacer(`\`, `\\`, "'", "''").Replace(name) + "'"
}

func (s *shell) listObjects(ctx context.Context, _ string, _ *syntax.Scanner) error {
	return s.run(ctx, "SHOW TABLES", s.view)
}

func (s *shell) listInstances(ctx context.Context, _ string, _ *syntax.Scanner) error {
	return s.run(ctx, "SHOW DATABASES", s.view)
}

// explain shows the plan of a statement: the argument, else the one being written,
// else the last one.
func (s *shell) explain(ctx context.Context, argument string, in *syntax.Scanner) error {
	sql := argument
	if rest, _ := in.Rest(); sql == "" {
		sql = rest.Text
	}
	if sql == "" {
		sql = s.last
	}
	if sql == "" {
		return errors.New(`there is no statement to explain; write \explain SELECT ...`)
	}
	v := s.view
	v.expanded = true
	return s.run(ctx, "EXPLAIN "+sql, v)
}

func (s *shell) again(ctx context.Context, _ string, in *syntax.Scanner) error {
	return s.runPending(ctx, in, s.view)
}

func (s *shell) againExpanded(ctx context.Context, _ string, in *syntax.Scanner) error {
	v := s.view
	v.expanded = true
	return s.runPending(ctx, in, v)
}

// runPending runs the statement being written, or the last one.
func (s *shell) runPending(ctx context.Context, in *syntax.Scanner, v view) error {
	rest, _ := in.Rest()
	if rest.Text != "" {
		s.last = rest.Text
		in.Drop()
	}
	if s.last == "" {
		return errors.New("there is no statement to run")
	}
	return s.run(ctx, s.last, v)
}

func (s *shell) showPending(_ context.Context, _ string, in *syntax.Scanner) error {
	rest, _ := in.Rest()
	if rest.Text == "" {
		rest.Text = s.last
	}
	_, err := fmt.Fprintln(s.out, visible(rest.Text, true))
	return err
}

func (s *shell) forget(_ context.Context, _ string, in *syntax.Scanner) error {
	in.Drop()
	return nil
}
