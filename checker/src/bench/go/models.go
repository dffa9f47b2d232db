package main

import "github.com/anishathalye/porcupine"

// none is the value of a register that is nil.
const none = -1 << 62

type registerInput struct {
	function string
	value    int // the written or the expected value
	next     int // the new value of a compare-and-set
}

type registerOutput struct {
	unknown bool
	failed  bool // a compare-and-set found another value
	value   int
}

// register supports read, write and compare-and-set.
func register(initial int) porcupine.Model {
	return porcupine.Model{
		Init: func() interface{} { return initial },
		Step: func(state, input, output interface{}) (bool, interface{}) {
			now, in, out := state.(int), input.(registerInput), output.(registerOutput)
			switch in.function {
			case "read":
				return out.unknown || out.value == now, now
			case "write":
				return true, in.value
			default:
				if now != in.value {
					return out.unknown || out.failed, now
				}
				return out.unknown || !out.failed, in.next
			}
		},
	}
}

type storeInput struct {
	function string
	key      string
	text     string
}

type storeOutput struct {
	unknown bool
	text    string
}

// store maps keys to strings; each key is a separate partition.
func store() porcupine.Model {
	return porcupine.Model{
		PartitionEvent: byKey,
		Init:           func() interface{} { return "" },
		Step: func(state, input, output interface{}) (bool, interface{}) {
			now, in, out := state.(string), input.(storeInput), output.(storeOutput)
			switch in.function {
			case "get":
				return out.unknown || out.text == now, now
			case "put":
				return true, in.text
			default:
				return true, now + in.text
			}
		},
	}
}

func byKey(events []porcupine.Event) [][]porcupine.Event {
	parts := map[string][]porcupine.Event{}
	keys := map[int]string{}
	var order []string
	for _, event := range events {
		if event.Kind == porcupine.CallEvent {
			keys[event.Id] = event.Value.(storeInput).key
		}
		key := keys[event.Id]
		if _, known := parts[key]; !known {
			order = append(order, key)
		}
		parts[key] = append(parts[key], event)
	}
	var all [][]porcupine.Event
	for _, key := range order {
		all = append(all, parts[key])
	}
	return all
}
