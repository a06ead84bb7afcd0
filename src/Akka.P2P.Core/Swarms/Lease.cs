namespace Akka.P2P.Core.Swarms;

/// <summary>
/// A promise that ends by itself unless it is renewed: liveness without death watch. Time is the span since any fixed origin.
/// </summary>
public readonly record struct Lease(TimeSpan RenewedAt, TimeSpan Term)
{
    public TimeSpan ExpiresAt => RenewedAt + Term;

    public bool IsOver(TimeSpan now) => now >= ExpiresAt;

    public Lease Renew(TimeSpan now) => this with { RenewedAt = now };
}
