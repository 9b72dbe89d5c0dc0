package dev.carillon.access;

import dev.carillon.log.Change;
import dev.carillon.log.Transaction;

/** Writes a ticket down, where there is room for one. Of two nodes that look at the same time each may see the last room. */
// The array is a column's own form.
@SuppressWarnings("ArrayRecordComponent")
record IssuedTicket(byte[] digest, String user, String caller, AccessSettings settings) implements Change<Boolean> {

    /** Answers whether there was room. */
    @Override
    public Boolean apply(Transaction transaction) {
        var jdbc = transaction.jdbc();
        jdbc.update("delete from ticket where expires_at <= " + transaction.clock());
        return jdbc.update("""
                insert into ticket (digest, user_name, caller, expires_at) select ?, ?, ?, %s + ?
                where (select count(*) from ticket) < ? and (select count(*) from ticket where user_name = ?) < ?"""
                .formatted(transaction.clock()), digest, user, caller, settings.ticketAge().toMillis(),
                settings.maxTickets(), user, settings.maxTicketsPerUser()) == 1;
    }
}
