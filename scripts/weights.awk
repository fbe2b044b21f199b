# Compares two weights.rs of a pallet:
# awk -v pallet=NAME -v tolerance=N -f weights.awk file=1 MEASURED file=2 COMMITTED
# Prints for each function what both say in microseconds, reads and writes included, and how many times as much was
# measured: at the smallest or the largest of what it depends on, whichever is worse. Fails if that is above the
# tolerance, or if a function is in one of the two alone.

# What a line's term costs, in picoseconds. A read and a write cost what the runtime takes for them.
function cost(line,  price) {
	if (line ~ /Weight::from_parts\(/) {
		sub(/.*Weight::from_parts\(/, "", line)
		sub(/,.*/, "", line)
		gsub(/_/, "", line)
		return line + 0
	}
	price = line ~ /\.reads\(/ ? 25000000 : 100000000
	sub(/.*\.(reads|writes)\(+/, "", line)
	sub(/_u64.*/, "", line)
	return price * line
}

function microseconds(file, name, end, sum, i) {
	sum = base[file, name]
	for (i = 1; i <= parts[name]; i++) sum += slope[file, name, part[name, i]] * bound[name, part[name, i], end]
	return sum / 1000000
}

FNR == 1 { inside = 0 }
/WeightInfo for SubstrateWeight</ { inside = 1; next }
/^}/ { inside = 0 }
!inside { next }

/The range of component/ {
	split($0, quoted, "`")
	range = quoted[4]
	gsub(/[][ ]/, "", range)
	split(range, ends, ",")
	least[quoted[2]] = ends[1]
	most[quoted[2]] = ends[2]
}
/^[ \t]*fn / {
	name = $2
	sub(/\(.*/, "", name)
	known[file, name] = 1
	if (file == 1) {
		names[++count] = name
		for (component in most) {
			part[name, ++parts[name]] = component
			bound[name, component, "least"] = least[component]
			bound[name, component, "most"] = most[component]
		}
	} else if (!((1, name) in known)) {
		printf "%-18s %-24s was not measured\n", pallet, name
		bad = 1
	}
	for (component in most) {
		delete least[component]
		delete most[component]
	}
}
/Weight::from_parts\(|DbWeight::get\(\)/ {
	if (match($0, /saturating_mul\([a-z_]+\.into/)) {
		component = substr($0, RSTART + 15, RLENGTH - 20)
		slope[file, name, component] += cost($0)
	} else {
		base[file, name] += cost($0)
	}
}

END {
	for (i = 1; i <= count; i++) {
		name = names[i]
		if (!((2, name) in known)) {
			printf "%-18s %-24s has no committed weight\n", pallet, name
			bad = 1
			continue
		}
		worst = -1
		for (j = 1; j <= 2; j++) {
			end = j == 1 ? "most" : "least"
			committed = microseconds(2, name, end)
			measured = microseconds(1, name, end)
			ratio = committed > 0 ? measured / committed : 1000
			if (ratio > worst) {
				worst = ratio
				row = sprintf("%-18s %-24s %14.1f %14.1f %7.2f", pallet, name, committed, measured, ratio)
			}
		}
		if (worst > tolerance) bad = 1
		print row (worst > tolerance ? "  above " tolerance : "")
	}
	if (count == 0) {
		printf "%-18s nothing was measured\n", pallet
		bad = 1
	}
	exit bad
}
