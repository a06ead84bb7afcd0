namespace Akka.Remote.Transport.Tls;

using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

/// <summary>
/// What <c>akka.remote.dot-netty.tcp.ssl</c> says, checked: this node's certificate, and which of others are taken.
/// Both sides show one (<c>require-mutual-authentication</c>), since each may open the connection.
/// </summary>
internal sealed class TlsPolicy
{
    private readonly TlsIdentity _identity;
    private readonly RemoteCertificateValidationCallback? _custom;
    private readonly SslStreamCertificateContext _context;

    /// <param name="config">The section <c>ssl</c>.</param>
    /// <param name="setup">What code says instead of the section; null for nothing.</param>
    /// <exception cref="ConfigurationException">A value makes no sense.</exception>
    public TlsPolicy(Config config, DotNettySslSetup? setup)
    {
        _identity = setup is null ? TlsIdentity.Load(config) : TlsIdentity.Of(setup.Certificate);
        SuppressValidation = setup?.SuppressValidation ?? config.GetBoolean("suppress-validation");
        RequireMutualAuthentication = config.GetBoolean("require-mutual-authentication", true);
        ValidateHostname = config.GetBoolean("validate-certificate-hostname");
        _custom = CustomValidator(config.GetString("validator", ""));
        _context = SslStreamCertificateContext.Create(_identity.Certificate, _identity.Intermediates, offline: true);
    }

    public bool SuppressValidation { get; }

    public bool RequireMutualAuthentication { get; }

    public bool ValidateHostname { get; }

    /// <summary>Something its owner should know at the start; null when all is well.</summary>
    public string? Concern(DateTime now) => _identity.Certificate switch
    {
        var own when now > own.NotAfter => $"This node's certificate [{own.Subject}] has expired at {own.NotAfter:u}: others will refuse it",
        var own when now < own.NotBefore => $"This node's certificate [{own.Subject}] is not valid before {own.NotBefore:u}: others will refuse it",
        _ when SuppressValidation => "akka.remote.dot-netty.tcp.ssl.suppress-validation is on: whoever shows any certificate is believed",
        _ when !RequireMutualAuthentication =>
            "akka.remote.dot-netty.tcp.ssl.require-mutual-authentication is off: nobody who connects is asked for a certificate",
        _ => null,
    };

    public SslServerAuthenticationOptions ForAccepted(RemoteCertificateValidationCallback validate) => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = RequireMutualAuthentication,
        RemoteCertificateValidationCallback = validate,
        CertificateChainPolicy = ChainPolicy(),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
    };

    public SslClientAuthenticationOptions ForDialled(string host, RemoteCertificateValidationCallback validate) => new()
    {
        TargetHost = host,
        ClientCertificateContext = _context,
        RemoteCertificateValidationCallback = validate,
        CertificateChainPolicy = ChainPolicy(),
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
    };

    /// <summary>Why the certificate that a peer shows is not taken; null when it is.</summary>
    /// <param name="accepted">The peer opened the connection.</param>
    /// <param name="certificate">What it shows.</param>
    /// <param name="chain">What was found between it and a root.</param>
    /// <param name="errors">What the runtime thinks of it.</param>
    public TlsObjection? Objection(bool accepted, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return accepted && !RequireMutualAuthentication ? null : new(TlsRefusal.NoCertificate, "it showed no certificate");
        }

        if (_custom is not null)
        {
            return _custom(this, certificate, chain, errors)
                ? null
                : new(TlsRefusal.Validator, $"its certificate [{certificate.Subject}] was refused by the validator");
        }

        if (SuppressValidation)
        {
            return null;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var (kind, why) = Explain((X509Certificate2)certificate, chain);
            return new(kind, $"its certificate [{certificate.Subject}] is not taken: {why}");
        }

        return ValidateHostname && !accepted && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? new(TlsRefusal.WrongHost, $"its certificate [{certificate.Subject}] is not for the host that was dialled")
            : null;
    }

    /// <summary>Why a peer that opened the connection can't be at <paramref name="host"/>, as it says; null when it can.</summary>
    public string? NameObjection(X509Certificate? certificate, string host) =>
        ValidateHostname && !SuppressValidation && certificate is X509Certificate2 shown && !Matches(shown, host)
            ? $"it says that it is [{host}], and its certificate [{shown.Subject}] is not for that host"
            : null;

    private static bool Matches(X509Certificate2 certificate, string host)
    {
        try
        {
            return certificate.MatchesHostname(host.Trim('[', ']'));
        }
        catch (Exception e) when (e is ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            // A host that is none, or names in the certificate that can't be read.
            return false;
        }
    }

    private static (TlsRefusal Kind, string Why) Explain(X509Certificate2 certificate, X509Chain? chain)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        if (status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return (TlsRefusal.OutOfDate, string.Create(
                CultureInfo.InvariantCulture,
                $"it, or one that vouches for it, has expired or is not valid yet (its own time is {certificate.NotBefore:u} to {certificate.NotAfter:u})"));
        }

        return (status & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0
            ? (TlsRefusal.Untrusted, $"nobody that this node trusts has issued it (issuer [{certificate.Issuer}])")
            : (TlsRefusal.Other, string.Join(", ", chain!.ChainStatus.Select(s => s.StatusInformation.TrimEnd('.', ' ', '\n')).Distinct()));
    }

    /// <exception cref="ConfigurationException">There is no such type or method.</exception>
    private static RemoteCertificateValidationCallback? CustomValidator(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        try
        {
            return Type.GetType(name, throwOnError: true)!.GetMethod("Validate")!.CreateDelegate<RemoteCertificateValidationCallback>();
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"akka.remote.dot-netty.tcp.ssl.validator = {name}: it must name a type with a public static method Validate of the shape of RemoteCertificateValidationCallback", e);
        }
    }

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.ExtraStore.AddRange(_identity.Intermediates);
        if (_identity.Roots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_identity.Roots);
        }

        return policy;
    }
}
