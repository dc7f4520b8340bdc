/**
 * In the AGENT's own loader: the classes of pgjdbc that Tripmeter changes, and every name of the driver's that it uses: classes, methods,
 * fields, connection properties. Other packages name none of them, see PackagesTest. Names as read in pgjdbc 42.2.29, 42.5.6, 42.7.3,
 * 42.7.8 and 42.7.14.
 */
package io.tripmeter.pgjdbc;
