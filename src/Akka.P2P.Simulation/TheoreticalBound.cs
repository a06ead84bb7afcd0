namespace Akka.P2P.Simulation;

/// <summary>
/// No way of spreading F bytes to N peers is faster than the seeders can say them once, than the slowest can hear them, and than all
/// links together can carry N copies: max{F/u_s, F/d_min, N·F/(u_s + Σu_i)}.
/// </summary>
/// <param name="SeedersSend">F/u_s, in seconds.</param>
/// <param name="SlowestReceives">F/d_min.</param>
/// <param name="AllSend">N·F/(u_s + Σu_i); where some come late or leave, when those that are there can have carried N copies.</param>
public readonly record struct TheoreticalBound(double SeedersSend, double SlowestReceives, double AllSend)
{
    public double Seconds => double.Max(double.Max(SeedersSend, SlowestReceives), AllSend);

    /// <param name="bytes">F.</param>
    /// <param name="seedersUp">u_s: of all seeders.</param>
    /// <param name="slowestDown">d_min, of those that are to have it.</param>
    /// <param name="receivers">N: how many these are.</param>
    /// <param name="othersUp">Σu_i: of everyone but the seeders who gives right bytes.</param>
    public static TheoreticalBound Of(long bytes, double seedersUp, double slowestDown, int receivers, double othersUp) =>
        Of(bytes, seedersUp, slowestDown, receivers, [(othersUp, 0, double.PositiveInfinity)]);

    /// <summary>As above, where others send from the moment they come to the moment they leave.</summary>
    /// <param name="bytes">F.</param>
    /// <param name="seedersUp">u_s: of all seeders.</param>
    /// <param name="slowestDown">d_min, of those that are to have it.</param>
    /// <param name="receivers">N: how many these are.</param>
    /// <param name="others">Everyone but the seeders who gives right bytes: bytes a second, and from when to when, in seconds.</param>
    public static TheoreticalBound Of(
        long bytes, double seedersUp, double slowestDown, int receivers, IReadOnlyCollection<(double Up, double From, double Until)> others) =>
        receivers == 0
            ? new TheoreticalBound(bytes / seedersUp, 0, 0)
            : new TheoreticalBound(bytes / seedersUp, bytes / slowestDown, SecondsToSend((double)receivers * bytes, seedersUp, others));

    /// <summary>When all that are there together can have sent so many bytes.</summary>
    /// <param name="bytes">Of all receivers together.</param>
    /// <param name="seedersUp">u_s: of all seeders.</param>
    /// <param name="others">Everyone but the seeders who gives right bytes: bytes a second, and from when to when, in seconds.</param>
    public static double SecondsToSend(double bytes, double seedersUp, IReadOnlyCollection<(double Up, double From, double Until)> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        // What can have been sent grows with time, and the seeders alone are enough some time.
        var (early, late) = (0.0, bytes / seedersUp);
        for (var i = 0; i < 50; i++)
        {
            var middle = (early + late) / 2;
            var sent = seedersUp * middle;
            foreach (var (up, from, until) in others)
                sent += up * double.Max(0, double.Min(middle, until) - from);
            if (sent < bytes)
                early = middle;
            else
                late = middle;
        }

        return late;
    }
}
