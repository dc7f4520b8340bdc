package io.tripmeter.session;

/** What the driver has thrown that is no SQLException, an interrupt for instance; it is the application's, as the driver threw it. */
final class DriverFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Throwable theDrivers;

  DriverFailure(Throwable theDrivers) {
    super(theDrivers);
    this.theDrivers = theDrivers;
  }

  Throwable theDrivers() {
    return theDrivers;
  }
}
