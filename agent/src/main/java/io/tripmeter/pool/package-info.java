/**
 * In the AGENT's own loader: connection pools. {@link io.tripmeter.pool.Pools} is the list; a pool product is one class, which says where
 * its pools are created, and how to read, change and fill them.
 */
package io.tripmeter.pool;
