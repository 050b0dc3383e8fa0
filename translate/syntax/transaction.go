package syntax

// transaction reads the statements about transactions (manual, "START TRANSACTION,
// COMMIT, and ROLLBACK Statements" and "SAVEPOINT ..."). It says whether the current
// one is among them.
func (r *reader) transaction(st *Statement) bool {
	switch st.Verb {
	case "BEGIN":
		st.Kind = Begin
		r.advance()
		r.accept("WORK")
	case "START":
		if r.wordAt(1) != "TRANSACTION" {
			return false
		}
		st.Kind = Begin
		r.advance()
		r.advance()
		r.characteristics(st)
	case "COMMIT":
		st.Kind = Commit
		r.advance()
		r.accept("WORK")
		r.completion()
	case "ROLLBACK":
		st.Kind = Rollback
		r.advance()
		r.accept("WORK")
		if r.accept("TO") {
			st.Kind = RollbackTo
			if r.isName(r.ahead(1)) { // else it is the name itself
				r.accept("SAVEPOINT")
			}
			st.Name = r.name("a savepoint")
			break
		}
		r.completion()
	case "SAVEPOINT":
		st.Kind = Savepoint
		r.advance()
		st.Name = r.name("a savepoint")
	case "RELEASE":
		st.Kind = Release
		r.advance()
		r.expect("SAVEPOINT")
		st.Name = r.name("a savepoint")
	default:
		return false
	}
	return true
}

// characteristics reads what follows START TRANSACTION. A consistent snapshot is only
// about when InnoDB takes it.
func (r *reader) characteristics(st *Statement) {
	if r.cur().kind == tEOF || r.isOp(';') {
		return
	}
	for {
		switch {
		case r.accept("READ"):
			if r.accept("ONLY") {
				st.ReadOnly = true
			} else {
				r.expect("WRITE")
			}
		case r.accept("WITH"):
			r.expect("CONSISTENT")
			r.expect("SNAPSHOT")
		default:
			r.expected("READ ONLY, READ WRITE or WITH CONSISTENT SNAPSHOT")
		}
		if !r.acceptOp(',') {
			return
		}
	}
}

// completion reads AND [NO] CHAIN and [NO] RELEASE.
func (r *reader) completion() {
	if r.accept("AND") {
		if !r.accept("NO") {
			r.unsupported("AND CHAIN is not supported")
		}
		r.expect("CHAIN")
	}
	switch {
	case r.accept("NO"):
		r.expect("RELEASE")
	case r.is("RELEASE"):
		r.unsupported("RELEASE is not supported")
	}
}
