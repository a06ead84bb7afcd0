namespace Akka.Actor;

using Akka.Configuration;

/// <summary>The deployments of <c>akka.actor.deployment</c>, by path below <c>/user</c>; <c>*</c> stands for one name, <c>**</c> at the end for the rest.</summary>
public class Deployer
{
    protected readonly Config Default;

    private readonly Lock _gate = new();
    private volatile (string[] Path, Deploy Deploy)[] _deploys = [];

    public Deployer(Settings settings)
    {
        var section = settings.Config.GetConfig("akka.actor.deployment");
        Default = section?.GetConfig("default") ?? ConfigurationFactory.Empty;
        foreach (var (key, value) in section?.AsEnumerable() ?? [])
        {
            var path = key.Trim('"');
            if (path == "default")
            {
                continue;
            }

            if (!path.StartsWith('/'))
            {
                throw new ConfigurationException($"akka.actor.deployment: [{path}] must begin with '/'");
            }

            var own = value.GetObject() is { } ? ConfigurationFactory.ParseString(value.ToString()) : ConfigurationFactory.Empty;
#pragma warning disable CA2214 // A deployer of another kind reads its own keys of each section.
            if (ParseConfig(path, own) is { } deploy)
#pragma warning restore CA2214
            {
                SetDeploy(deploy);
            }
        }
    }

    public Deploy? Lookup(ActorPath path) => _deploys.Length == 0 || path.Depth == 0 || path.ParentOf(1).Name != "user" ? null : Lookup(path.Elements.Skip(1));

    /// <summary>The nearest deployment: exact names win over wildcards.</summary>
    public Deploy? Lookup(IEnumerable<string> path)
    {
        var names = path.ToArray();
        return _deploys.Where(d => Fits(d.Path, names)).OrderBy(d => d.Path.Count(e => e is "*" or "**")).Select(d => d.Deploy).FirstOrDefault();
    }

    /// <exception cref="IllegalActorNameException">An element of the path is no name.</exception>
    public void SetDeploy(Deploy deploy)
    {
        var path = deploy.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in path)
        {
            if (name is not ("*" or "**") && !ActorPath.IsValidPathElement(name))
            {
                throw new IllegalActorNameException(
                    $"Illegal actor name [{name}] in deployment [{deploy.Path}]. Actor paths MUST: not start with `$`, include only ASCII letters and can only contain these special characters: {ActorPath.ValidSymbols}.");
            }
        }

        lock (_gate)
        {
            _deploys = [.. _deploys.Where(d => !d.Path.SequenceEqual(path)), (path, deploy)];
        }
    }

    /// <summary>Reads one section.</summary>
    public virtual Deploy? ParseConfig(string key, Config config)
    {
        var all = config.WithFallback(Default);
        var dispatcher = all.GetString("dispatcher", "");
        var mailbox = all.GetString("mailbox", "");
        return new Deploy(
            key,
            all,
            Deploy.NoScopeGiven,
            string.IsNullOrEmpty(dispatcher) ? null : dispatcher,
            string.IsNullOrEmpty(mailbox) ? null : mailbox,
            all.GetInt("stash-capacity", Deploy.NoStashSize));
    }

    private static bool Fits(string[] pattern, string[] names)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == "**" && i == pattern.Length - 1)
            {
                return names.Length > i;
            }

            if (i >= names.Length || (pattern[i] != "*" && pattern[i] != names[i]))
            {
                return false;
            }
        }

        return names.Length == pattern.Length;
    }
}
