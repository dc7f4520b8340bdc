package io.tripmeter.pool;

import io.tripmeter.boot.PoolStats;
import io.tripmeter.config.Option;
import io.tripmeter.config.Settings;
import io.tripmeter.connect.Endpoint;
import io.tripmeter.connect.SettingChange;
import io.tripmeter.pooler.Address;
import io.tripmeter.pooler.Budget;
import io.tripmeter.pooler.Verdict;
import io.tripmeter.signals.metrics.ExceededBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the pools of all instances may open with what their server admits, and makes them smaller if an operator asks for that.
 * One for the JVM; any thread. Sizes are decided under its monitor and given to the pools without it: a pool closes connections then, and
 * another that closes waits for the monitor.
 */
final class Budgets {
  private final Settings settings;
  private final Map<String, ExceededBudget> exceeded;
  private final int instances;
  private final AdmittedConnections admitted;
  private final Resizing resizing = new Resizing(this);
  private final List<BudgetedPool> open = new ArrayList<>();

  /** @param exceeded by server, for display */
  Budgets(Settings settings, Map<String, ExceededBudget> exceeded) {
    this.settings = settings;
    this.exceeded = exceeded;
    instances = settings.integer(Option.BUDGET_INSTANCES);
    admitted = new AdmittedConnections(settings);
  }

  private boolean isEnforced() {
    return settings.flag(Option.BUDGET_ENFORCE) && !settings.adviseOnly();
  }

  /** Whether servers are to be asked how many connections they admit. */
  boolean isToAsk() {
    return instances > 0 && !admitted.isGiven();
  }

  /** A pool is about to be created: where it is known already what it may have, it opens no more than that. */
  synchronized BudgetedPool creating(
      PoolProduct product,
      String name,
      PoolReporter reporter,
      Object config,
      List<SettingChange> changes)
      throws ReflectiveOperationException {
    PoolProperties properties = product.configuration().properties();
    Long max = properties.read(config, PoolSetting.MAX_SIZE);
    Long minIdle = properties.read(config, PoolSetting.MIN_IDLE);
    BudgetedPool pool = new BudgetedPool(
        product,
        name,
        reporter,
        max == null ? -1 : max.intValue(),
        minIdle == null ? -1 : minIdle.intValue());
    String target = product.configuration().server(config);
    Address server = target == null ? null : Address.firstOf(target);
    int available = server == null ? -1 : admitted.at(server.key());
    if (instances == 0 || !isEnforced() || max == null || server == null || available < 0) {
      return pool;
    }
    List<BudgetedPool> together = openAt(server.key());
    together.add(pool);
    Budget budget = budget(together, available);
    int size = budget.fitting()[together.size() - 1];
    if (budget.canFit() && size < max) {
      properties.write(config, PoolSetting.MIN_IDLE, pool.idleOf(size));
      properties.write(config, PoolSetting.MAX_SIZE, size);
      pool.createdWith(size);
      changes.add(BudgetedPool.change(PoolSetting.MAX_SIZE, max, size, admitted.why(available)));
      if (minIdle != null && minIdle > pool.idleOf(size)) {
        changes.add(BudgetedPool.change(
            PoolSetting.MIN_IDLE, minIdle, pool.idleOf(size), "follows pool.max-size"));
      }
    }
    return pool;
  }

  /**
   * The pool stands, and its server has been asked.
   *
   * @param answer how many connections the server admits, -1 if unknown
   */
  void created(BudgetedPool pool, PoolStats stats, Endpoint endpoint, int answer) {
    resizing.carryOut(stands(pool, stats, endpoint, answer));
  }

  private synchronized List<BudgetedPool> stands(
      BudgetedPool pool, PoolStats stats, Endpoint endpoint, int answer) {
    if (instances == 0 || pool.wanted() < 0) {
      return Collections.emptyList();
    }
    String server = endpoint.server();
    pool.leadsTo(server, stats);
    open.remove(pool);
    open.add(pool);
    boolean direct = endpoint.pooler().verdict() == Verdict.DIRECT;
    if (direct && answer >= 0) {
      admitted.answered(server, answer);
    }
    int available = direct || admitted.isGiven() ? admitted.at(server) : -1;
    if (available >= 0) {
      return compare(server, available);
    }
    BudgetLines.unchecked(server, endpoint.pooler().verdict());
    return Collections.emptyList();
  }

  /** What the pool may have falls to the others. */
  void closed(PoolStats stats) {
    if (instances > 0) {
      resizing.carryOut(goes(stats));
    }
  }

  private synchronized List<BudgetedPool> goes(PoolStats stats) {
    List<BudgetedPool> resized = new ArrayList<>();
    for (BudgetedPool pool : new ArrayList<>(open)) {
      if (pool.is(stats)) {
        open.remove(pool);
        int available = admitted.at(pool.server());
        if (isEnforced() && available >= 0) {
          resized.addAll(compare(pool.server(), available));
        } else if (available >= 0) {
          List<BudgetedPool> left = openAt(pool.server());
          show(pool.server(), left, budget(left, available));
        }
      }
    }
    return resized;
  }

  private List<BudgetedPool> openAt(String server) {
    open.removeIf(pool -> !pool.isOpen());
    List<BudgetedPool> found = new ArrayList<>();
    for (BudgetedPool pool : open) {
      if (pool.isAt(server)) {
        found.add(pool);
      }
    }
    return found;
  }

  private Budget budget(List<BudgetedPool> pools, int available) {
    int[] maximums = new int[pools.size()];
    for (int i = 0; i < maximums.length; i++) {
      maximums[i] = pools.get(i).wanted();
    }
    return new Budget(instances, available, maximums);
  }

  /** Returns the pools that are to be resized. */
  private List<BudgetedPool> compare(String server, int available) {
    List<BudgetedPool> pools = openAt(server);
    Budget budget = budget(pools, available);
    show(server, pools, budget);
    if (budget.isExceeded() && !(isEnforced() && budget.canFit())) {
      BudgetLines.exceeded(server, instances, pools, budget, admitted.source());
    } else if (isEnforced()) {
      int[] sizes = budget.fitting();
      for (int i = 0; i < sizes.length; i++) {
        pools.get(i).decide(new Resize(sizes[i], admitted.why(available), true));
      }
      return pools;
    }
    return Collections.emptyList();
  }

  private void show(String server, List<BudgetedPool> pools, Budget budget) {
    if (budget.isExceeded() && !(isEnforced() && budget.canFit())) {
      String fitting = budget.canFit() ? BudgetLines.sizes(pools, budget.fitting()) : null;
      exceeded.put(
          server,
          new ExceededBudget(server, instances, budget.needed(), budget.available(), fitting));
    } else {
      exceeded.remove(server);
    }
  }

  /** An operator says what a pool that stands shall hold; the budget goes before that. */
  void want(BudgetedPool pool, WantedSize size) {
    Resize decided = decide(pool, size);
    resizing.carryOut(pool);
    if (decided != null) {
      if (decided.size < pool.wanted()) {
        BudgetLines.less(pool, decided.size, decided.why);
      }
      resizing.carryOut(compareAt(pool));
    }
  }

  /** Null if nothing may be changed. */
  private synchronized @Nullable Resize decide(BudgetedPool pool, WantedSize operators) {
    pool.isOpen();
    pool.want(operators);
    if (settings.adviseOnly()) {
      BudgetLines.advised(pool, pool.changes(pool.wanted(), operators.why()));
      return null;
    }
    int available = availableFor(pool);
    int size = pool.wanted();
    if (available >= 0 && isEnforced()) {
      List<BudgetedPool> together = openAt(pool.server());
      Budget budget = budget(together, available);
      size = budget.canFit() ? budget.fitting()[together.indexOf(pool)] : size;
    }
    String why = size < pool.wanted() ? admitted.why(available) : operators.why();
    Resize decided = new Resize(size, why, false);
    pool.decide(decided);
    return decided;
  }

  private synchronized List<BudgetedPool> compareAt(BudgetedPool pool) {
    int available = availableFor(pool);
    return available < 0 ? Collections.emptyList() : compare(pool.server(), available);
  }

  private int availableFor(BudgetedPool pool) {
    return open.contains(pool) ? admitted.at(pool.server()) : -1;
  }
}
