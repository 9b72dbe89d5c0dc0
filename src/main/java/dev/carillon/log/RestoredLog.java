package dev.carillon.log;

import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Begins a new epoch in a log that was put back from a backup. Offsets that were given out after the backup are given out again: in
 * the old epoch a client that had got that far would be told that it missed nothing, and never see what took their place.
 *
 * <p>Behind the migrations, before anybody reads the log; once for each value of the setting, however many nodes start with it.
 */
@Component
final class RestoredLog extends BaseCallback {

    private static final Logger log = LoggerFactory.getLogger(RestoredLog.class);

    private final LogSettings settings;

    RestoredLog(LogSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE && settings.restored() != null;
    }

    @Override
    public void handle(Event event, Context context) {
        var jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
        var restored = settings.restored();
        long epoch = StreamTable.newEpoch();
        jdbc.update("insert into log (epoch, restored) values (?, ?) on conflict (single) do nothing", epoch, restored);
        if (jdbc.update("update log set epoch = ?, restored = ? where restored <> ?", epoch, restored, restored) > 0) {
            int streams = jdbc.update("update stream set epoch = ?", epoch);
            log.warn("The log was restored ({}): its {} streams begin a new epoch, and no client's position is known",
                    restored, streams);
        }
    }
}
