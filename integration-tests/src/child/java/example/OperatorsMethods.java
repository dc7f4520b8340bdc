package example;

/** Methods that the test's operator names in work.methods, and one that nobody names. */
class OperatorsMethods {
  static void loadedBeforeTheDriver() {}

  static void run() {
    load(2);
    load(1);
    new OperatorsMethods().tree(3);
    try {
      Later.failing();
    } catch (IllegalStateException expected) {
      System.out.println("saw " + expected.getMessage());
    }
    nobodys();
  }

  static int load(int trips) {
    RequestTrips.query(trips);
    return trips;
  }

  /** Calls itself. */
  void tree(int depth) {
    if (depth > 0) {
      RequestTrips.query(1);
      tree(depth - 1);
      load(1);
    }
  }

  static void nobodys() {
    RequestTrips.query(7);
  }

  /** Loaded after the driver. */
  static final class Later extends OperatorsMethods {
    static void failing() {
      RequestTrips.query(1);
      throw new IllegalStateException("the method's own");
    }
  }
}
