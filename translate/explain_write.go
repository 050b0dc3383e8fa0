package translate

import (
	"fmt"
	"slices"
	"strings"
)

// ReadsValues reports whether values of the records have to be asked for: then
// the records are not known before.
func (p *WritePlan) ReadsValues() bool {
	for _, q := range p.Queries {
		if q.Plan.reads() {
			return true
		}
	}
	return false
}

// reads reports whether a plan asks for records of an object.
func (p *Plan) reads() bool {
	return p.Finish == nil && p.Request != nil || p.Finish != nil && !p.Finish.asksNothing()
}

// Explain lists the steps in which the write is carried out. How many requests a
// put takes is for those to say who know the size of its batches.
func (p *WritePlan) Explain() []ExplainStep {
	var steps []ExplainStep
	for _, q := range p.Queries {
		if q.Plan.reads() {
			steps = append(steps, noted(q.Plan.Explain(), "for values of the records")...)
		}
	}
	put := ExplainStep{Action: ActionPut, Object: p.Object.Name, Scan: -1, Probe: -1}
	switch s := p.Select; {
	case s != nil:
		steps = append(steps, s.Plan.Explain()...)
		for i := range steps { // what becomes of the rows is the put's to say
			steps[i].Detail = slices.DeleteFunc(steps[i].Detail, func(line string) bool { return line == delivered })
		}
		put.Detail = s.describe()
	case p.complete != nil:
		put.Detail = []string{fmt.Sprintf("%s, of which some values are read first", counted(len(p.Records), "record", "records"))}
		put.Count = int64(len(p.Records))
	default:
		put.Records, put.Count = p.Records, int64(len(p.Records))
		if !p.Insert {
			put.Detail = []string{"an id that no record has changes nothing"}
		}
	}
	return append(steps, put)
}

// noted adds to the detail of steps what they are for.
func noted(steps []ExplainStep, detail string) []ExplainStep {
	for i := range steps {
		steps[i].Detail = append(steps[i].Detail, detail)
		steps[i].Scan, steps[i].Probe = -1, -1
	}
	return steps
}

// describe says what becomes of the rows of the SELECT.
func (s *WriteSelect) describe() []string {
	var names []string
	each := "a record for each row read"
	if s.update != nil {
		known := true // whether the old values are read
		for i := range s.update.settings {
			names = append(names, s.update.settings[i].name)
			known = known && s.update.settings[i].old >= 0
		}
		if known {
			each += ", unless it has the new values already"
		}
	} else {
		for i := range s.recorder.targets {
			names = append(names, s.recorder.targets[i].name)
		}
	}
	list := []string{each, "sets " + strings.Join(names, ", ")}
	if s.ReadsTarget {
		list = append(list, "all rows are read before the first record is put")
	}
	return list
}
