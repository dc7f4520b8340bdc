/**
 * In the AGENT's own loader: connection pools, whatever product they are of. A product is one class, which says where its pools are created,
 * and how to read, change and fill them ({@link io.tripmeter.pool.PoolProduct}).
 */
package io.tripmeter.pool;
