package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/anishathalye/porcupine"
)

type history struct {
	file   string
	model  porcupine.Model
	events []porcupine.Event
}

// event is one line of a file.
type event struct {
	process  string
	kind     string
	function string
	key      string
	value    string
}

// dialect is how to interpret what a format leaves open.
type dialect struct {
	parse        func(line string) (event, bool)
	model        porcupine.Model
	store        bool
	dropsFailed  bool // failed operations had no effect
	nilIsSilence bool // a read of nil is no observation
}

func dialectOf(file string) dialect {
	switch {
	case strings.HasSuffix(file, ".log"):
		return dialect{parse: parseLog, model: register(none)}
	case strings.HasSuffix(file, ".edn"):
		return dialect{parse: parseMap, model: register(0), dropsFailed: true, nilIsSilence: true}
	default:
		return dialect{parse: parseMap, model: store(), store: true}
	}
}

// read reads a file with one event a line.
func read(file string) (history, error) {
	d := dialectOf(file)
	in, err := os.Open(file)
	if err != nil {
		return history{}, err
	}
	defer in.Close()
	g := gatherer{dialect: d, open: map[string]int{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<26)
	for number := 1; lines.Scan(); number++ {
		if e, ok := d.parse(lines.Text()); ok {
			if err := g.take(e); err != nil {
				return history{}, fmt.Errorf("%s:%d: %w", file, number, err)
			}
		}
	}
	return history{file, d.model, g.finish()}, lines.Err()
}

// gatherer joins the events of each operation.
type gatherer struct {
	dialect dialect
	calls   []event
	dropped map[int]bool
	open    map[string]int
	events  []porcupine.Event
}

func (g *gatherer) take(e event) error {
	id, under := g.open[e.process]
	switch e.kind {
	case "invoke":
		input, err := g.input(e)
		if err != nil {
			return err
		}
		g.open[e.process] = len(g.calls)
		g.event(porcupine.CallEvent, len(g.calls), input)
		g.calls = append(g.calls, e)
		if under {
			g.leaveOpen(id)
		}
		return nil
	case "info":
		if under {
			delete(g.open, e.process)
			g.leaveOpen(id)
		}
		return nil
	}
	if !under {
		return fmt.Errorf("expected an :invoke of %s by process %s before, found none", e.function, e.process)
	}
	delete(g.open, e.process)
	return g.complete(id, e)
}

func (g *gatherer) complete(id int, e event) error {
	failed := e.kind == "fail"
	timedOut := strings.Contains(e.value, ":timed-out")
	call := g.calls[id]
	if failed && timedOut && call.function == "read" {
		// In Porcupine, such an operation has an output that fits every state.
		g.event(porcupine.ReturnEvent, id, registerOutput{unknown: true})
		return nil
	}
	if failed && timedOut {
		g.leaveOpen(id)
		return nil
	}
	silent := g.dialect.nilIsSilence && call.function == "read" && e.value == "nil"
	if silent || (failed && (g.dialect.dropsFailed || call.function != "cas")) {
		g.drop(id)
		return nil
	}
	output, err := g.output(call, e, failed)
	if err == nil {
		g.event(porcupine.ReturnEvent, id, output)
	}
	return err
}

// leaveOpen lets an operation with an unknown outcome return after all others; a read is dropped.
func (g *gatherer) leaveOpen(id int) {
	if f := g.calls[id].function; f == "read" || f == "get" {
		g.drop(id)
	}
}

func (g *gatherer) drop(id int) {
	if g.dropped == nil {
		g.dropped = map[int]bool{}
	}
	g.dropped[id] = true
}

func (g *gatherer) event(kind porcupine.EventKind, id int, value interface{}) {
	g.events = append(g.events, porcupine.Event{Kind: kind, Id: id, Value: value})
}

func (g *gatherer) finish() []porcupine.Event {
	for _, id := range g.open {
		g.leaveOpen(id)
	}
	returned := map[int]bool{}
	kept := g.events[:0]
	for _, e := range g.events {
		if !g.dropped[e.Id] {
			kept = append(kept, e)
			returned[e.Id] = returned[e.Id] || e.Kind == porcupine.ReturnEvent
		}
	}
	g.events = kept
	for id := range g.calls {
		if !g.dropped[id] && !returned[id] {
			if g.dialect.store {
				g.event(porcupine.ReturnEvent, id, storeOutput{unknown: true})
			} else {
				g.event(porcupine.ReturnEvent, id, registerOutput{unknown: true})
			}
		}
	}
	return g.events
}

func (g *gatherer) input(e event) (interface{}, error) {
	if g.dialect.store {
		return storeInput{e.function, e.key, unquoted(e.value)}, nil
	}
	switch e.function {
	case "read":
		return registerInput{function: "read"}, nil
	case "write":
		value, err := number(e.value)
		return registerInput{function: "write", value: value}, err
	case "cas":
		pair := strings.Fields(strings.Trim(e.value, "[]"))
		if len(pair) != 2 {
			return nil, fmt.Errorf("expected [expected next], found %s", e.value)
		}
		value, err := number(pair[0])
		if err != nil {
			return nil, err
		}
		next, err := number(pair[1])
		return registerInput{"cas", value, next}, err
	}
	return nil, fmt.Errorf("expected read, write or cas, found %s", e.function)
}

func (g *gatherer) output(call, e event, failed bool) (interface{}, error) {
	if g.dialect.store {
		return storeOutput{text: unquoted(e.value)}, nil
	}
	if call.function != "read" {
		return registerOutput{failed: failed}, nil
	}
	value, err := number(e.value)
	return registerOutput{value: value}, err
}

func number(text string) (int, error) {
	if text == "nil" {
		return none, nil
	}
	return strconv.Atoi(text)
}

func unquoted(text string) string {
	if plain, err := strconv.Unquote(text); err == nil {
		return plain
	}
	return ""
}

const logger = "jepsen.util -"

func parseLog(line string) (event, bool) {
	at := strings.Index(line, logger)
	if at < 0 {
		return event{}, false
	}
	fields := strings.SplitN(strings.TrimSpace(line[at+len(logger):]), "\t", 4)
	if len(fields) < 4 {
		return event{}, false
	}
	if _, err := strconv.Atoi(fields[0]); err != nil {
		return event{}, false
	}
	return event{
		process:  fields[0],
		kind:     strings.TrimPrefix(fields[1], ":"),
		function: strings.TrimPrefix(fields[2], ":"),
		value:    strings.TrimSpace(fields[3]),
	}, true
}

// parseMap reads a map on a single line whose values are numbers, keywords, strings and vectors.
func parseMap(line string) (event, bool) {
	from, to := strings.Index(line, "{"), strings.LastIndex(line, "}")
	if from < 0 || to < from || strings.HasPrefix(strings.TrimSpace(line), ";") {
		return event{}, false
	}
	e := event{value: "nil"}
	rest := line[from+1 : to]
	for {
		name, after := token(rest)
		value, next := token(after)
		if name == "" {
			break
		}
		rest = next
		switch name {
		case ":process":
			e.process = value
		case ":type":
			e.kind = strings.TrimPrefix(value, ":")
		case ":f":
			e.function = strings.TrimPrefix(value, ":")
		case ":key":
			e.key = unquoted(value)
		case ":value":
			e.value = value
		}
	}
	_, err := strconv.Atoi(e.process)
	return e, err == nil
}

func token(text string) (string, string) {
	text = strings.TrimLeft(text, " ,\t")
	if text == "" {
		return "", ""
	}
	end := strings.IndexAny(text, " ,\t")
	switch text[0] {
	case '"':
		end = closingQuote(text)
	case '[':
		end = strings.Index(text, "]") + 1
	}
	if end <= 0 {
		end = len(text)
	}
	return text[:end], text[end:]
}

func closingQuote(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i] == '\\' {
			i++
		} else if text[i] == '"' {
			return i + 1
		}
	}
	return len(text)
}
