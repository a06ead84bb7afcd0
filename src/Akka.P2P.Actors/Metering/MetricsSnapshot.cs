namespace Akka.P2P.Actors.Metering;

using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;
using Akka.P2P.Actors.Operating;

/// <summary>What a meter's instruments say at the moment.</summary>
public static class MetricsSnapshot
{
    /// <returns>In the order of their names and tags.</returns>
    public static ImmutableArray<NodeCommands.Measurement> Of(Meter meter)
    {
        ArgumentNullException.ThrowIfNull(meter);
        List<NodeCommands.Measurement> all = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => all.Add(new NodeCommands.Measurement(
            instrument.Name, TagOf(tags), instrument.Unit ?? "", instrument.Description ?? "", value)));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. all.OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.Tag, StringComparer.Ordinal)];
    }

    private static string TagOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        List<string> texts = [];
        foreach (var (_, value) in tags)
            texts.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return string.Join(',', texts);
    }
}
