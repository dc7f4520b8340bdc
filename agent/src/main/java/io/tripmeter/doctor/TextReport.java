package io.tripmeter.doctor;

import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Budget;
import java.util.ArrayList;
import java.util.List;

/** What an examination has found, for people. */
final class TextReport {
  private final Lines lines = new Lines();
  private final Examination found;
  private final DoctorArguments arguments;

  private TextReport(Examination found, DoctorArguments arguments) {
    this.found = found;
    this.arguments = arguments;
  }

  static String of(
      Examination found, DoctorArguments arguments, List<Advice> advice, String title) {
    TextReport report = new TextReport(found, arguments);
    report.lines.head(title);
    CostText.add(report.lines, found, arguments.pool());
    ServerText.add(report.lines, found);
    report.tripmeter();
    report.advice(advice);
    return report.lines.toString();
  }

  private void tripmeter() {
    lines.head("What Tripmeter would do here");
    for (SettingChange change : found.plan.changes()) {
      if (!change.before().equals(change.after())) {
        lines.line("%s", change);
      }
    }
    if (found.pooler().isLeftAlone()) {
      lines.line("Nothing more: each setting would reserve a server connection.");
    }
    if (found.pooler().name().suspendsWhenIdle()) {
      lines.line("pool.keepalive: off, because the server is suspended when idle.");
    }
    Budget budget = Adviser.budget(found, arguments);
    if (budget == null) {
      lines.line(
          "The pool keeps its size. Whether %d x %d connections fit is not known here; the key budget.connections tells Tripmeter how many there are.",
          arguments.instances(), arguments.pool());
    } else {
      lines.line(
          "The pool keeps its size%s: %d x %d connections%s, %d are admitted (--instances, --pool).",
          budget.isExceeded()
              ? ", unless budget.enforce=true makes it " + budget.fitting()[0]
              : "",
          arguments.instances(),
          arguments.pool(),
          budget.isExceeded() ? " do not fit" : " fit",
          budget.available());
    }
    lines.line("warmup=all opens a pool's minimum of idle connections in parallel, as above.");
  }

  private void advice(List<Advice> all) {
    lines.head(all.isEmpty() ? "Advice: none" : "Advice");
    int number = 0;
    for (Advice each : all) {
      List<String> entry = new ArrayList<>();
      entry.add(each.what + ".");
      entry.add("Change: " + each.change + ".");
      if (each.setting != null) {
        entry.add("Tripmeter's key: " + each.setting);
      }
      lines.numbered(++number, entry);
    }
  }
}
