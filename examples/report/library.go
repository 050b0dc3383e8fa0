package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

//go:embed reports/*.sql
var embedded embed.FS

// library is the reports there are, by name.
type library []*report

// loadLibrary reads the reports of a directory, or those in the program if
// there is none.
func loadLibrary(dir string) (library, error) {
	files, where := fs.FS(embedded), "reports"
	if dir != "" {
		files, where = os.DirFS(dir), "."
	}
	entries, err := fs.ReadDir(files, where)
	if err != nil {
		var at *fs.PathError // its path is "."
		if errors.As(err, &at) {
			err = at.Err
		}
		return nil, fmt.Errorf("-dir %s: %w", dir, err)
	}
	var all library
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".sql")
		if !ok || e.IsDir() {
			continue
		}
		text, err := fs.ReadFile(files, path.Join(where, e.Name()))
		if err != nil {
			return nil, err
		}
		r, err := parseReport(name, string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path.Join(dir, e.Name()), err)
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("-dir %s: there is no file *.sql in it", dir)
	}
	slices.SortFunc(all, func(a, b *report) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

// pick is the reports of some names, in their order, each once.
func (l library) pick(names []string) ([]*report, error) {
	var picked []*report
	for _, name := range names {
		i := slices.IndexFunc(l, func(r *report) bool { return r.name == name })
		if i < 0 {
			return nil, misused("there is no report %s%s; -list shows all", shownWord(name), meant(name, l.names()))
		}
		if !slices.Contains(picked, l[i]) {
			picked = append(picked, l[i])
		}
	}
	return picked, nil
}

func (l library) names() []string {
	var names []string
	for _, r := range l {
		names = append(names, r.name)
	}
	return names
}
